"""From models to verdicts: front end, the waist (:class:`~.ir.Program`), search, traces."""
