unrolled.jupyter.IJavaGlue.install(getKernelInstance());
