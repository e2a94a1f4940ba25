module e05 {
  requires java.base;
}
