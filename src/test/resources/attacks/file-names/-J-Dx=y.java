class MyOption {}
