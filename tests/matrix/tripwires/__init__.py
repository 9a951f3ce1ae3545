"""Each test here shows that plain nio still has a fault for which `orosbot.matrix` has a guard.

When one fails, nio has been mended: delete the guard, its test and the tripwire.
The table is in docs/decisions/0007-matrix-nio-guards.md.
"""
