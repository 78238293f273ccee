/* The module `udl_lint._speedups`. */

#include "speedups.h"

/* A function that is given its arguments as they lie. */
#define QUICK(function) ((PyCFunction)(void (*)(void))(function))

static PyMethodDef methods[] = {
    {"cut", QUICK(speedups_cut), METH_FASTCALL, speedups_cut_doc},
    {"find", QUICK(speedups_find), METH_FASTCALL, speedups_find_doc},
    {"standing", QUICK(speedups_standing), METH_FASTCALL, speedups_standing_doc},
    {"actors", QUICK(speedups_actors), METH_FASTCALL, speedups_actors_doc},
    {"see", QUICK(speedups_see), METH_FASTCALL, speedups_see_doc},
    {"common_words", QUICK(speedups_common_words), METH_FASTCALL, speedups_common_words_doc},
    {"blocks", QUICK(speedups_blocks), METH_FASTCALL, speedups_blocks_doc},
    {"mentions", QUICK(speedups_mentions), METH_FASTCALL, speedups_mentions_doc},
    {"has_digit", speedups_has_digit, METH_O, speedups_has_digit_doc},
    {"quicken", speedups_quicken, METH_O, speedups_quicken_doc},
    {NULL, NULL, 0, NULL},
};

static int ready(PyObject *module) { return ready_actors() < 0 || ready_named() < 0 || ready_words() < 0 ? -1 : 0; }

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, ready},
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED}, /* what is kept is kept once */
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "udl_lint._speedups", "The inner loops of a check in C.", 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__speedups(void) { return PyModuleDef_Init(&definition); }
