package unrolled.layer;

import org.junit.jupiter.api.Test;
import unrolled.reference.OwnJvm;

class AllocationTest {
  @Test
  void a_training_step_allocates_nothing() throws Exception {
    OwnJvm.assertPasses(OwnJvm.sameFlags(), AllocationCases.class);
  }
}
