/* What the search for phrases knows of words. */

#ifndef UDL_LINT_PHRASES_H
#define UDL_LINT_PHRASES_H

#include "speedups.h"

/* What is known of a word: the symbols that it stands for, behind them the nodes that they lead to as first words, and the bits of the symbols.
   Those of most words are so few that they lie here. */
enum { FEW = 4 };
typedef struct { uint64_t mask; const uint32_t *many; uint32_t stands, begins, few[FEW]; } Known;

static inline const uint32_t *symbols_of(const Known *word) { return word->many ? word->many : word->few; }

/* What is known of a word, from a dictionary that finds out what it does not have yet: a borrowed reference, which the dictionary or this file
   keeps for the moment; NULL with an error. */
PyObject *look_up(PyObject *dictionary, PyObject *word, Known *known);

#endif
