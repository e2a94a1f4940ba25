void check(Object answer) { System.out.println(Workbook.check(answer)); }
void hint(String exercise) { System.out.println(Workbook.hint(exercise)); }
void progress() { System.out.println(Workbook.progress()); }
