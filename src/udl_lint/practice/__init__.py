"""Practice for teacher candidates: say what a plan lacks and for whom, then see; mend it; reflect. Runs no rule of its own."""
