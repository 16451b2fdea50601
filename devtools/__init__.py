"""What stands behind `./dev`: it gets the tools, starts the parts and stops them.

Standard library only. `steps`, `places`, `arguments` and `bootstrap` run on any
Python from 3.9, because they fetch the newer one; the rest runs on the project's own.
"""
