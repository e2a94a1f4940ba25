package unrolled;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.grade.CannotGrade;
import unrolled.matrix.Matrix;
import unrolled.player.host.Jars;

/** Who may know whom. */
@Tag("any-jdk") // what is compiled from the same sources depends on the same classes
class ArchitectureTest {
  /** A package imports only from those before it. */
  private static final List<String> ORDER =
      List.of(
          "matrix",
          "nn",
          "cell",
          "layer",
          "weights",
          "train",
          "model",
          "data",
          "experiment",
          "player",
          "exercise",
          "project",
          "grade",
          "notebook",
          "jupyter",
          "cli");

  /** The rooms of the grader, in the order in which data flows. */
  private static final List<String> ROOMS =
      List.of("intake", "sandbox", "compile", "judge", "record", "report", "export");

  private static final List<String> LIBRARY = ORDER.subList(0, 7);

  /** The few classes that are written for the Vector API. */
  private static final String VECTOR = "unrolled\\.matrix\\.(gemm\\.)?(Single)?Vector\\w+(\\$.*)?";

  /** The exercises, their solutions and mistakes: e05_rnn_step and the like. */
  private static final DescribedPredicate<JavaClass> EXERCISES =
      nameMatching("(\\[L)?e\\d\\d_.*").as("an exercise").forSubtype();

  private static final DescribedPredicate<JavaClass> EXERCISE_TESTS =
      nameMatching("e\\d\\d_[^.]*\\.(.*\\.)?\\w+Test(\\$.*)?")
          .as("a test of an exercise")
          .forSubtype();

  private static final JavaClasses CLASSES = compiled();

  private static JavaClasses compiled() {
    try {
      return new ClassFileImporter()
          .importPath(
              Path.of(Matrix.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(n -> "unrolled." + n + "..").toArray(String[]::new);
  }

  static List<String> order() {
    return ORDER;
  }

  @ParameterizedTest
  @MethodSource("order")
  void a_package_imports_only_from_those_before_it(String name) {
    List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
    noClasses()
        .that()
        .resideInAPackage("unrolled." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(later))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void every_class_stands_in_a_package_with_a_place_in_the_order() {
    classes()
        .that(resideInAPackage("unrolled.."))
        .should()
        .resideInAnyPackage(packages(ORDER))
        .check(CLASSES);
    for (String name : LIBRARY) {
      assertFalse(CLASSES.that(resideInAPackage("unrolled." + name)).isEmpty(), name);
    }
  }

  @Test
  void there_are_no_cycles() {
    slices().matching("unrolled.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void the_library_needs_nothing_but_the_jdk() {
    classes()
        .that(resideInAnyPackage(packages(LIBRARY)))
        .and()
        .haveNameNotMatching(VECTOR)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages(LIBRARY)).or(resideInAPackage("java..")))
        .check(CLASSES);
  }

  @Test
  void only_the_vector_classes_touch_the_incubator_module() {
    noClasses()
        .that()
        .haveNameNotMatching(VECTOR)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CLASSES);
    classes()
        .that()
        .haveNameMatching(VECTOR)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("unrolled.matrix..", "java..", "jdk.incubator.vector")
        .check(CLASSES);
  }

  @Test
  void the_vector_classes_are_seen_by_nobody() {
    noClasses()
        .that()
        .haveNameNotMatching(VECTOR)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(VECTOR)
        .check(CLASSES);
  }

  /** Else an exercise could be passed by handing the work to its twin in the library. */
  @Test
  void an_exercise_knows_matrices_and_not_what_it_teaches_to_build() {
    classes()
        .that(EXERCISES)
        .and(DescribedPredicate.not(EXERCISE_TESTS))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "unrolled.matrix..", "unrolled.exercise..").or(EXERCISES))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void a_test_of_an_exercise_knows_the_library_and_junit() {
    classes()
        .that(EXERCISE_TESTS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages(LIBRARY))
                .or(
                    resideInAnyPackage(
                        "java..", "org.junit..", "unrolled.exercise..", "unrolled.data.."))
                .or(EXERCISES))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** Whatever a stranger's code finds beside itself, it finds nothing of those who judge it. */
  @Test
  void the_player_sees_the_matrices_and_nothing_else_of_the_house() {
    classes()
        .that()
        .resideInAPackage("unrolled.player")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("unrolled.player", "unrolled.matrix..", "java..")
        .check(CLASSES);
  }

  @Test
  void those_who_ask_a_player_know_it_and_the_matrices() {
    classes()
        .that()
        .resideInAPackage("unrolled.player.host")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "unrolled.player..", "unrolled.matrix..", "java..", "org.objectweb.asm..")
        .check(CLASSES);
  }

  /** Not what the package says alone, but what is put on the class path of a stranger's code. */
  @Test
  void the_jar_of_the_player_holds_nothing_else(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("player.jar");
    Jars.player(file);
    try (JarFile jar = new JarFile(file.toFile())) {
      List<String> classes = jar.stream().map(JarEntry::getName).toList();
      assertTrue(classes.contains("unrolled/player/Player.class"), classes::toString);
      assertEquals(
          List.of(),
          classes.stream()
              .filter(name -> !name.matches("unrolled/(player|matrix(/gemm)?)/\\w[\\w$]*\\.class"))
              .toList());
    }
  }

  static List<String> rooms() {
    return ROOMS;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void a_room_of_the_grader_knows_only_those_before_it(String room) {
    List<String> before = ROOMS.subList(0, ROOMS.indexOf(room) + 1);
    DescribedPredicate<JavaClass> known =
        resideInAnyPackage(before.stream().map(ArchitectureTest::room).toArray(String[]::new))
            .or(belongToAnyOf(CannotGrade.class))
            .or(resideOutsideOfPackage("unrolled.grade.."));
    classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat(known)
        .check(CLASSES);
  }

  /** The two ways out: neither is needed to grade. */
  @Test
  void the_hall_of_the_grader_knows_nothing_of_reports_and_exports() {
    noClasses()
        .that()
        .resideInAPackage("unrolled.grade")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(room("report"), room("export"))
        .check(CLASSES);
  }

  @Test
  void every_class_of_the_grader_is_in_the_hall_or_in_a_room() {
    List<String> places = new ArrayList<>(List.of("unrolled.grade"));
    ROOMS.forEach(room -> places.add(room(room)));
    classes()
        .that(resideInAPackage("unrolled.grade.."))
        .should()
        .resideInAnyPackage(places.toArray(String[]::new))
        .check(CLASSES);
  }

  private static String room(String name) {
    return "unrolled.grade." + name;
  }

  @Test
  void nobody_in_the_house_knows_a_single_exercise() {
    noClasses()
        .that(resideInAPackage("unrolled.."))
        .should()
        .dependOnClassesThat(EXERCISES)
        .check(CLASSES);
  }
}
