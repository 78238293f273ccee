/* The module `udl_lint._speedups`. */

#include "speedups.h"

static PyMethodDef methods[] = {
    {"cut", speedups_cut, METH_VARARGS, speedups_cut_doc},
    {"find", speedups_find, METH_VARARGS, speedups_find_doc},
    {"standing", speedups_standing, METH_VARARGS, speedups_standing_doc},
    {"actors", speedups_actors, METH_VARARGS, speedups_actors_doc},
    {"see", speedups_see, METH_VARARGS, speedups_see_doc},
    {"mentions", speedups_mentions, METH_VARARGS, speedups_mentions_doc},
    {"quicken", speedups_quicken, METH_O, speedups_quicken_doc},
    {NULL, NULL, 0, NULL},
};

static int ready(PyObject *module) { return ready_actors() < 0 || ready_named() < 0 ? -1 : 0; }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, ready}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "udl_lint._speedups", "The inner loops of a check in C.", 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__speedups(void) { return PyModuleDef_Init(&definition); }
