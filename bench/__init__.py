"""The benchmarks: each measure beside a peer and the limit, in one run.

`./dev bench` fills an invented region through the doors everybody uses and measures in
it. Ratios are what counts; times are one machine's. Nothing here is asserted.
"""
