package unrolled.model;

import org.junit.jupiter.api.Test;
import unrolled.reference.OwnJvm;

class AllocationOfModelsTest {
  @Test
  void a_step_of_fit_allocates_nothing() throws Exception {
    OwnJvm.assertPasses(OwnJvm.sameFlags(), AllocationOfModelsCases.class);
  }
}
