package unrolled.model;

import org.junit.jupiter.api.Test;
import unrolled.OwnJvm;

class AllocationOfModelsTest {
  @Test
  void a_step_of_fit_allocates_nothing() throws Exception {
    OwnJvm.assertPasses(AllocationOfModelsCases.class);
  }
}
