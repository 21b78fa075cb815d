---- MODULE increment ----
\* increment 2: a Program of miniport in TLA+.
\* java -cp tla2tools.jar tlc2.TLC -continue increment
\* visits every state; without -continue it stops at the first broken rule.
\* Deadlock is one of the rules, so that TLC's own check is switched off.
\* Not said here, as they are properties of pairs of steps or of the graph:
\* race.
EXTENDS Integers

VARIABLES i, lock, t0, thread0_pc, t1, thread1_pc

vars == <<i, lock, t0, thread0_pc, t1, thread1_pc>>


TypeOK ==
    /\ i \in 0..2
    /\ lock \in 0..1
    /\ t0 \in 0..2
    /\ thread0_pc \in {"lock", "read", "write", "release", "end"}
    /\ t1 \in 0..2
    /\ thread1_pc \in {"lock", "read", "write", "release", "end"}

Init ==
    /\ i = 0
    /\ lock = 0
    /\ t0 = 0
    /\ thread0_pc = "lock"
    /\ t1 = 0
    /\ thread1_pc = "lock"

\* What thread0 never changes.
thread0_leaves == <<t1, thread1_pc>>
\* What thread1 never changes.
thread1_leaves == <<t0, thread0_pc>>


\* acquire
thread0_acquire_guard ==
    /\ thread0_pc = "lock"
    /\ lock = 0
thread0_acquire ==
    /\ thread0_acquire_guard
    /\ thread0_pc' = "read"
    /\ lock' = 1
    /\ UNCHANGED <<thread0_leaves, i, t0>>

\* read
thread0_read_guard ==
    /\ thread0_pc = "read"
thread0_read ==
    /\ thread0_read_guard
    /\ thread0_pc' = "write"
    /\ t0' = i
    /\ UNCHANGED <<thread0_leaves, i, lock>>

\* write
thread0_write_guard ==
    /\ thread0_pc = "write"
thread0_write ==
    /\ thread0_write_guard
    /\ (t0 + 1) <= 2
    /\ thread0_pc' = "release"
    /\ i' = t0 + 1
    /\ UNCHANGED <<thread0_leaves, lock, t0>>

\* release
thread0_release_guard ==
    /\ thread0_pc = "release"
thread0_release ==
    /\ thread0_release_guard
    /\ thread0_pc' = "end"
    /\ lock' = 0
    /\ UNCHANGED <<thread0_leaves, i, t0>>

\* acquire
thread1_acquire_guard ==
    /\ thread1_pc = "lock"
    /\ lock = 0
thread1_acquire ==
    /\ thread1_acquire_guard
    /\ thread1_pc' = "read"
    /\ lock' = 1
    /\ UNCHANGED <<thread1_leaves, i, t1>>

\* read
thread1_read_guard ==
    /\ thread1_pc = "read"
thread1_read ==
    /\ thread1_read_guard
    /\ thread1_pc' = "write"
    /\ t1' = i
    /\ UNCHANGED <<thread1_leaves, i, lock>>

\* write
thread1_write_guard ==
    /\ thread1_pc = "write"
thread1_write ==
    /\ thread1_write_guard
    /\ (t1 + 1) <= 2
    /\ thread1_pc' = "release"
    /\ i' = t1 + 1
    /\ UNCHANGED <<thread1_leaves, lock, t1>>

\* release
thread1_release_guard ==
    /\ thread1_pc = "release"
thread1_release ==
    /\ thread1_release_guard
    /\ thread1_pc' = "end"
    /\ lock' = 0
    /\ UNCHANGED <<thread1_leaves, i, t1>>

Next ==
    \/ thread0_acquire
    \/ thread0_read
    \/ thread0_write
    \/ thread0_release
    \/ thread1_acquire
    \/ thread1_read
    \/ thread1_write
    \/ thread1_release

Spec == Init /\ [][Next]_vars

\* rule range
range ==
    /\ (2 < (t0 + 1)) => ~(
         \/ thread0_write_guard
       )
    /\ (2 < (t1 + 1)) => ~(
         \/ thread1_write_guard
       )

\* rule counted
counted ==
    /\ i = ((IF (thread1_pc = "end") \/ (thread1_pc = "release") THEN 1 ELSE 0) + ((IF (thread0_pc = "end") \/ (thread0_pc = "release") THEN 1 ELSE 0) + 0))

\* rule deadlock
deadlock ==
    /\ (thread0_acquire_guard \/ thread0_read_guard \/ thread0_write_guard \/ thread0_release_guard \/ thread1_acquire_guard \/ thread1_read_guard \/ thread1_write_guard \/ thread1_release_guard) \/ ((thread0_pc = "end") /\ (thread1_pc = "end"))

====
