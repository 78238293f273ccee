/* Mentions, made of the places of a concept. */

#include "speedups.h"

/* What `mentions` is asked, and the number 1. */
typedef struct {
    PyObject *concept, *word, *start, *end, *gap, *owner, *facts, *told, *swayed, *strength, *leaders, *kind, *span, *one;
} Asked;

/* What holds for every mention in a part: see `notice._Facts`. */
typedef struct { PyObject *section, *block, *role, *actor, *acting, *firm, *whole; Py_ssize_t first, shift; } Facts;

/* Whether a word opens its sentence or item: see `Mention.leads`; -1 with an error. */
static int is_lead(const Asked *asked, Py_ssize_t first)
{
    if (PyLong_AsLong(PyList_GET_ITEM(asked->gap, first)) > 0)
        return 1;
    /* Before the first word there is the last one, as in Python. */
    Py_ssize_t before = (first > 0 ? first : PyList_GET_SIZE(asked->word)) - 1;
    return PySet_Contains(asked->leaders, PyList_GET_ITEM(asked->word, before));
}

static PyObject *span_of(const Asked *asked, Py_ssize_t first, Py_ssize_t last, Py_ssize_t shift)
{
    PyObject *start = PyLong_FromSsize_t(shift + PyLong_AsSsize_t(PyList_GET_ITEM(asked->start, first)));
    PyObject *end = PyLong_FromSsize_t(shift + PyLong_AsSsize_t(PyList_GET_ITEM(asked->end, last - 1)));
    PyObject *span = start && end ? PyObject_CallFunctionObjArgs(asked->span, start, end, NULL) : NULL;
    Py_XDECREF(start);
    Py_XDECREF(end);
    return span;
}

/* The facts of the part that a word stands in. */
static int read_facts(const Asked *asked, Py_ssize_t first, Facts *facts)
{
    Py_ssize_t part = PyLong_AsSsize_t(PyList_GET_ITEM(asked->owner, first));
    if (part < 0 || part >= PyList_GET_SIZE(asked->facts)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_IndexError, "nothing is known of a part");
        return -1;
    }
    PyObject *known = PyList_GET_ITEM(asked->facts, part);
    if (!PyTuple_Check(known) || PyTuple_GET_SIZE(known) != 9) {
        PyErr_SetString(PyExc_TypeError, "the facts of a part are a tuple of nine");
        return -1;
    }
    PyObject *const *fact = &PyTuple_GET_ITEM(known, 0);
    *facts = (Facts){fact[0], fact[1], fact[2], fact[3], fact[4], fact[7], fact[8], PyLong_AsSsize_t(fact[5]), PyLong_AsSsize_t(fact[6])};
    return PyErr_Occurred() ? -1 : 0;
}

/* How firmly it is said: a new reference. */
static PyObject *firmness(const Asked *asked, const Facts *facts, PyObject *first, PyObject *last, int weak)
{
    PyObject *firm = weak && PyLong_AsLong(facts->firm) > 0 ? asked->one : facts->firm;
    int swayed = PyLong_AsLong(facts->block) < 0 ? 0 : PySet_Contains(asked->swayed, first);
    if (swayed < 0 || PyErr_Occurred())
        return NULL;
    return swayed ? PyObject_CallFunctionObjArgs(asked->strength, first, last, firm, NULL) : Py_NewRef(firm);
}

/* The mention at a place; None where it is only told of. */
static PyObject *mention(const Asked *asked, PyObject *place)
{
    if (!PyTuple_Check(place) || PyTuple_GET_SIZE(place) != 3) {
        PyErr_SetString(PyExc_TypeError, "a place is a tuple of three");
        return NULL;
    }
    PyObject *first_word = PyTuple_GET_ITEM(place, 0), *last_word = PyTuple_GET_ITEM(place, 1), *weak = PyTuple_GET_ITEM(place, 2);
    Py_ssize_t first = PyLong_AsSsize_t(first_word), last = PyLong_AsSsize_t(last_word);
    if (PyErr_Occurred())
        return NULL;
    if (first < 0 || last <= first || last > PyList_GET_SIZE(asked->word)) {
        PyErr_SetString(PyExc_IndexError, "a place lies outside the text");
        return NULL;
    }
    int told = PySet_Contains(asked->told, first_word), leads = 0;
    if (told)
        return told < 0 ? NULL : Py_NewRef(Py_None);
    Facts facts;
    if (read_facts(asked, first, &facts) < 0)
        return NULL;
    PyObject *made = NULL, *actor = facts.actor;
    PyObject *span = facts.whole != Py_None ? Py_NewRef(facts.whole) : span_of(asked, first, last, facts.shift);
    PyObject *firm = firmness(asked, &facts, first_word, last_word, weak == Py_True);
    if (span && firm && PyLong_AsLong(facts.block) >= 0) {
        Py_ssize_t at = last - 1 - facts.first;
        if (PyList_Check(facts.acting) && at >= 0 && at < PyList_GET_SIZE(facts.acting))
            actor = PyList_GET_ITEM(facts.acting, at);
        leads = is_lead(asked, first);
    }
    if (span && firm && leads >= 0 && !PyErr_Occurred()) {
        PyObject *values[] = {asked->concept, span, firm, actor, facts.role, facts.section, facts.block, leads ? Py_True : Py_False, weak};
        made = PyObject_Vectorcall(asked->kind, values, sizeof values / sizeof *values, NULL);
    }
    Py_XDECREF(span);
    Py_XDECREF(firm);
    return made;
}

const char speedups_mentions_doc[] = PyDoc_STR(
"mentions(concept, places, words, owner, facts, told, swayed, strength, leaders, kind, span, /)\n--\n\n"
"The mentions that places of a concept are: see `notice.plain_mentions`.");

PyObject *speedups_mentions(PyObject *module, PyObject *args)
{
    PyObject *places, *result = NULL;
    Asked asked;
    if (!PyArg_ParseTuple(args, "OO!(O!O!O!O!)O!O!OOOOOO", &asked.concept, &PyList_Type, &places, &PyList_Type, &asked.word, &PyList_Type,
                          &asked.start, &PyList_Type, &asked.end, &PyList_Type, &asked.gap, &PyList_Type, &asked.owner, &PyList_Type,
                          &asked.facts, &asked.told, &asked.swayed, &asked.strength, &asked.leaders, &asked.kind, &asked.span))
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(asked.word);
    if (PyList_GET_SIZE(asked.start) != size || PyList_GET_SIZE(asked.end) != size || PyList_GET_SIZE(asked.gap) != size
        || PyList_GET_SIZE(asked.owner) != size) {
        PyErr_SetString(PyExc_ValueError, "each word begins and ends somewhere, has a gap before it and stands in a part");
        return NULL;
    }
    if (!PyAnySet_Check(asked.told) || !PyAnySet_Check(asked.swayed) || !PyAnySet_Check(asked.leaders)) {
        PyErr_SetString(PyExc_TypeError, "what is told, what is swayed and what leads are sets");
        return NULL;
    }
    asked.one = PyLong_FromLong(1);
    result = asked.one ? PyList_New(0) : NULL;
    for (Py_ssize_t number = 0; result && number < PyList_GET_SIZE(places); number++) {
        PyObject *made = mention(&asked, PyList_GET_ITEM(places, number));
        if (made == Py_None)
            Py_DECREF(made);
        else if (append_new(result, made) < 0)
            Py_CLEAR(result);
    }
    Py_XDECREF(asked.one);
    return result;
}
