"""LLVM modules as machine code of this processor, in this process."""

from __future__ import annotations

import llvmlite.binding as llvm

__all__ = ["Machine"]


class Machine:
    """The compiled form of a module, given as text; the code lives as long as this object.

    ``level`` is how much the compiler tries, 0 to 2.  Level 0 takes a sixth of the time of level 2
    and makes code of half its speed.
    """

    def __init__(self, text: str, level: int) -> None:
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        features = llvm.get_host_cpu_features().flatten()
        target = llvm.Target.from_default_triple().create_target_machine(
            cpu=llvm.get_host_cpu_name(), features=features, opt=level, jit=True
        )
        parsed = llvm.parse_assembly(text)
        parsed.triple = target.triple
        parsed.data_layout = str(target.target_data)
        tuning = llvm.create_pipeline_tuning_options(speed_level=level)
        tuning.loop_vectorization = tuning.slp_vectorization = False
        builder = llvm.create_pass_builder(target, tuning)
        builder.getModulePassManager().run(parsed, builder)
        self._engine = llvm.create_mcjit_compiler(parsed, target)
        self._engine.finalize_object()

    def address(self, name: str) -> int:
        """Where the function ``name`` is."""
        return int(self._engine.get_function_address(name))
