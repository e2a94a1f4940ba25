@200000*
@class MyRnnStep {
