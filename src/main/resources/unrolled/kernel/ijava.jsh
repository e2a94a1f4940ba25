unrolled.kernel.IJavaGlue.install(getKernelInstance());
