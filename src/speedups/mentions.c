/* Mentions, made of the places of a concept. */

#include "speedups.h"

/* What `mentions` is asked, and the numbers 0 and 1. */
typedef struct {
    PyObject *concept, *told, *word, *start, *end, *gap, *owner, *facts, *undone, *hedged, *leaders, *kind, *span, *zero, *one;
    int none_told;
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
    PyObject *values[2] = {
        number_of(shift + PyLong_AsSsize_t(PyList_GET_ITEM(asked->start, first))),
        number_of(shift + PyLong_AsSsize_t(PyList_GET_ITEM(asked->end, last - 1))),
    };
    PyObject *span = values[0] && values[1] ? make_named(asked->span, values, 2, NULL) : NULL;
    Py_XDECREF(values[0]);
    Py_XDECREF(values[1]);
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

/* How firmly it is said: a borrowed reference; NULL with an error. */
static PyObject *firmness(const Asked *asked, const Facts *facts, PyObject *first, Py_ssize_t last, int weak)
{
    int said = PyLong_AsLong(facts->firm) > 0, block = PyLong_AsLong(facts->block) >= 0, faint = weak;
    if (PyErr_Occurred())
        return NULL;
    if (block) {
        PyObject *negation = PyDict_GetItemWithError(asked->undone, first);
        if (negation && PyLong_AsSsize_t(negation) > last)
            return asked->zero;
        if (!PyErr_Occurred() && said && !faint && PySet_GET_SIZE(asked->hedged))
            faint = PySet_Contains(asked->hedged, first);
        if (faint < 0 || PyErr_Occurred())
            return NULL;
    }
    return said && faint ? asked->one : facts->firm;
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
    int told = asked->none_told ? 0 : PySet_Contains(asked->told, first_word), leads = 0;
    if (told)
        return told < 0 ? NULL : Py_NewRef(Py_None);
    Facts facts;
    if (read_facts(asked, first, &facts) < 0)
        return NULL;
    PyObject *made = NULL, *actor = facts.actor;
    PyObject *span = facts.whole != Py_None ? Py_NewRef(facts.whole) : span_of(asked, first, last, facts.shift);
    PyObject *firm = firmness(asked, &facts, first_word, last, weak == Py_True);
    if (span && firm && PyLong_AsLong(facts.block) >= 0) {
        Py_ssize_t at = last - 1 - facts.first;
        if (PyList_Check(facts.acting) && at >= 0 && at < PyList_GET_SIZE(facts.acting))
            actor = PyList_GET_ITEM(facts.acting, at);
        leads = is_lead(asked, first);
    }
    if (span && firm && leads >= 0 && !PyErr_Occurred()) {
        PyObject *values[] = {asked->concept, span, firm, actor, facts.role, facts.section, facts.block, leads ? Py_True : Py_False, weak};
        made = make_named(asked->kind, values, sizeof values / sizeof *values, NULL);
    }
    Py_XDECREF(span);
    return made;
}

const char speedups_mentions_doc[] = PyDoc_STR(
"mentions(concept, places, told, text, /)\n--\n\n"
"The mentions that places of a concept are: see `notice.plain_mentions`.");

PyObject *speedups_mentions(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("mentions", given, count, "olot"))
        return NULL;
    PyObject *places = given[1], *result = NULL, *const *text = &PyTuple_GET_ITEM(given[3], 0);
    if (!takes("a text of mentions", text, PyTuple_GET_SIZE(given[3]), "lllllldoooo"))
        return NULL;
    Asked asked = {given[0], given[2], text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7], text[8], text[9], text[10], NULL, NULL, 0};
    Py_ssize_t size = PyList_GET_SIZE(asked.word);
    if (PyList_GET_SIZE(asked.start) != size || PyList_GET_SIZE(asked.end) != size || PyList_GET_SIZE(asked.gap) != size
        || PyList_GET_SIZE(asked.owner) != size) {
        PyErr_SetString(PyExc_ValueError, "each word begins and ends somewhere, has a gap before it and stands in a part");
        return NULL;
    }
    if (!PyAnySet_Check(asked.told) || !PyAnySet_Check(asked.hedged) || !PyAnySet_Check(asked.leaders)) {
        PyErr_SetString(PyExc_TypeError, "what is told, what is hedged and what leads are sets");
        return NULL;
    }
    if (!PyType_Check(asked.kind) || !PyType_Check(asked.span)) {
        PyErr_SetString(PyExc_TypeError, "mentions and spans are of a class");
        return NULL;
    }
    asked.none_told = PySet_GET_SIZE(asked.told) == 0;
    asked.zero = number_of(0);
    asked.one = number_of(1);
    result = asked.zero && asked.one ? PyList_New(0) : NULL;
    for (Py_ssize_t number = 0; result && number < PyList_GET_SIZE(places); number++) {
        PyObject *made = mention(&asked, PyList_GET_ITEM(places, number));
        if (made == Py_None)
            Py_DECREF(made);
        else if (append_new(result, made) < 0)
            Py_CLEAR(result);
    }
    Py_XDECREF(asked.zero);
    Py_XDECREF(asked.one);
    return result;
}
