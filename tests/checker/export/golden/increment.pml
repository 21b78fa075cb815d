/* increment 2: a Program of miniport in Promela.

   spin -o1 -o2 -o3 -a FILE
   gcc -O3 -DSAFETY -DNOREDUCE -o pan pan.c
   ./pan -E -c0 -m10000000

   visits every state, and prints the assertions that fail: they name the rules
   that are broken.  -c1 instead of -c0 stops at the first and writes its trail.
   Deadlock is rule_deadlock: not every state without successor is one, so SPIN's
   own check is switched off (-E).  Its warning of a timeout is harmless.

   Not said here, as they are properties of pairs of steps or of the graph:
   race.
*/

#define check(rule, condition) assert(!rule || (condition))
#define broken(rule) assert(!rule)

/* The rules; 0 switches one off. */
hidden byte rule_deadlock = 1; /* deadlock */
hidden byte rule_counted = 1; /* counted */
hidden byte rule_range = 1; /* range */

/* Values by their names. */
#define end_2 4
#define lock_2 0
#define read 1
#define release_2 3
#define write 2

/* The state. */
byte i = 0; /* 0 .. 2 */
bit lock = 0; /* 0 .. 1 */
byte t0 = 0; /* 0 .. 2 */
byte thread0_pc = lock_2; /* 0 .. 4: lock, read, write, release, end */
byte t1 = 0; /* 0 .. 2 */
byte thread1_pc = lock_2; /* 0 .. 4: lock, read, write, release, end */

inline judge_counted() {
  check(rule_counted, i == (thread1_pc == end_2 || thread1_pc == release_2 -> 1 : 0) + ((thread0_pc == end_2 || thread0_pc == release_2 -> 1 : 0) + 0))
}

active proctype thread0() { /* thread0: thread */
at_lock:
  if
  /* acquire */
  :: d_step { lock == 0 ->
       thread0_pc = read;
       lock = 1;
       judge_counted() }; goto at_read
  fi;
at_read:
  if
  /* read */
  :: d_step { true ->
       thread0_pc = write;
       t0 = i;
       judge_counted() }; goto at_write
  fi;
at_write:
  if
  /* write */
  :: d_step { t0 + 1 <= 2 ->
       thread0_pc = release_2;
       i = t0 + 1;
       judge_counted() }; goto at_release
  /* write: fails */
  :: d_step { 2 < t0 + 1 ->
       broken(rule_range) }; goto at_write
  fi;
at_release:
  if
  /* release */
  :: d_step { true ->
       thread0_pc = end_2;
       lock = 0;
       judge_counted() }; goto at_end
  fi;
at_end:
  false;
}

active proctype thread1() { /* thread1: thread */
at_lock:
  if
  /* acquire */
  :: d_step { lock == 0 ->
       thread1_pc = read;
       lock = 1;
       judge_counted() }; goto at_read
  fi;
at_read:
  if
  /* read */
  :: d_step { true ->
       thread1_pc = write;
       t1 = i;
       judge_counted() }; goto at_write
  fi;
at_write:
  if
  /* write */
  :: d_step { t1 + 1 <= 2 ->
       thread1_pc = release_2;
       i = t1 + 1;
       judge_counted() }; goto at_release
  /* write: fails */
  :: d_step { 2 < t1 + 1 ->
       broken(rule_range) }; goto at_write
  fi;
at_release:
  if
  /* release */
  :: d_step { true ->
       thread1_pc = end_2;
       lock = 0;
       judge_counted() }; goto at_end
  fi;
at_end:
  false;
}

active proctype monitor() { /* where nothing can happen any more */
  do
  :: d_step { timeout && !(thread0_pc == end_2 && thread1_pc == end_2) -> broken(rule_deadlock) }
  od
}
