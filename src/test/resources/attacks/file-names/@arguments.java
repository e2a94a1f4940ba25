class MyArguments {}
