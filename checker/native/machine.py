"""LLVM modules as machine code of this processor, in this process."""

from __future__ import annotations

import llvmlite.binding as llvm
from llvmlite import ir

__all__ = ["Machine"]

_LARGE = 500_000  # characters of LLVM IR


class Machine:
    """The compiled form of ``module``; the code lives as long as this object."""

    def __init__(self, module: ir.Module) -> None:
        text = str(module)
        # Of a large model the compiler takes longer than the search would gain.
        level = 2 if len(text) < _LARGE else 1
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        features = llvm.get_host_cpu_features().flatten()
        target = llvm.Target.from_default_triple().create_target_machine(
            cpu=llvm.get_host_cpu_name(), features=features, opt=level, jit=True
        )
        parsed = llvm.parse_assembly(text)
        parsed.triple = target.triple
        parsed.data_layout = str(target.target_data)
        parsed.verify()
        tuning = llvm.create_pipeline_tuning_options(speed_level=level)
        tuning.loop_vectorization = tuning.slp_vectorization = False
        builder = llvm.create_pass_builder(target, tuning)
        builder.getModulePassManager().run(parsed, builder)
        self._engine = llvm.create_mcjit_compiler(parsed, target)
        self._engine.finalize_object()

    def address(self, name: str) -> int:
        """Where the function ``name`` is."""
        return int(self._engine.get_function_address(name))
