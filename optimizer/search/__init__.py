"""Compiled search for routes: small functions over a few flat arrays.

`schedule` says what a tour costs, `insertion` where a visit fits best, `first` puts all visits in, `ruin`
takes some out, `anneal` repeats both, `chains` runs that on all lanes for each of the `parts`: as a whole
where one is `small`, in `groups` of neighbouring tours where it is `large`.
"""
