package unrolled.layer;

import org.junit.jupiter.api.Test;
import unrolled.OwnJvm;

class AllocationTest {
  @Test
  void a_training_step_allocates_nothing() throws Exception {
    OwnJvm.assertPasses(AllocationCases.class);
  }
}
