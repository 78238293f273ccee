/* Who acts at each word of a part. */

#include "speedups.h"

static PyObject *student, *teacher; /* "student", "teacher" */

int ready_actors(void)
{
    student = PyUnicode_InternFromString("student");
    teacher = PyUnicode_InternFromString("teacher");
    return student && teacher ? 0 : -1;
}

static int is(PyObject *word, const char *wanted) { return PyUnicode_Check(word) && PyUnicode_CompareWithASCIIString(word, wanted) == 0; }

static int is_any(PyObject *word, const char *const *wanted)
{
    for (; *wanted; wanted++)
        if (is(word, *wanted))
            return 1;
    return 0;
}

/* Who acts from a person's name on: see `actors._named`. NULL where the person is only spoken to or of, or with an error set. */
static PyObject *named(PyObject *words, PyObject *gaps, PyObject *kind, Py_ssize_t at, Py_ssize_t first, Py_ssize_t last, PyObject *articles)
{
    static const char *const speaking[] = {"to", "for", "of", "with", "from", NULL}, *const doing[] = {"to", "will", "who", NULL};
    if (is(kind, "teachers"))
        return teacher;
    PyObject *before = at > first && PyLong_AsLong(PyList_GET_ITEM(gaps, at)) == 0 ? PyList_GET_ITEM(words, at - 1) : NULL;
    if (is(kind, "one-student"))
        return before && PySet_Contains(articles, before) > 0 ? student : NULL;
    int spoken_to = before && is_any(before, speaking) && !(at + 1 < last && is_any(PyList_GET_ITEM(words, at + 1), doing));
    return spoken_to ? NULL : student;
}

const char speedups_actors_doc[] = PyDoc_STR(
"actors(words, gaps, people, first, last, default, pronouns, articles, /)\n--\n\n"
"Who acts at each word of a part, an empty list where nobody is named: see `actors.plain_actors`.");

PyObject *speedups_actors(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("actors", given, count, "lllnnsff"))
        return NULL;
    PyObject *words = given[0], *gaps = given[1], *people = given[2], *usual = given[5], *pronouns = given[6], *articles = given[7];
    Py_ssize_t first = PyLong_AsSsize_t(given[3]), last = PyLong_AsSsize_t(given[4]), at;
    if (PyErr_Occurred())
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(words);
    if (first < 0 || last < first || last > size || PyList_GET_SIZE(gaps) != size || PyList_GET_SIZE(people) != size) {
        PyErr_SetString(PyExc_ValueError, "a part is of words, each with its gap and its person");
        return NULL;
    }
    for (at = first; at < last && PyList_GET_ITEM(people, at) == Py_None; at++) {
        int pronoun = PySet_Contains(pronouns, PyList_GET_ITEM(words, at));
        if (pronoun < 0)
            return NULL;
        if (pronoun)
            break;
    }
    if (at == last)
        return PyList_New(0);
    PyObject *acting = PyList_New(last - first), *now = usual, *before = usual;
    const int unknown = is(usual, "unknown"), to_student = is(usual, "student");
    if (!acting)
        return NULL;
    for (at = first; at < last; at++) {
        PyObject *word = PyList_GET_ITEM(words, at), *kind = PyList_GET_ITEM(people, at);
        int pronoun = 0;
        if (PyLong_AsLong(PyList_GET_ITEM(gaps, at)) == HARD) {
            before = now;
            now = usual;
        }
        if (kind != Py_None) {
            PyObject *person = PyUnicode_Check(kind) ? named(words, gaps, kind, at, first, last, articles) : NULL;
            now = person ? person : now;
        }
        else if ((pronoun = PySet_Contains(pronouns, word)) > 0) {
            if (is(word, "i")) {
                if (unknown && (at + 1 == last || !is(PyList_GET_ITEM(words, at + 1), "can")))
                    now = teacher;
            }
            else if (is(word, "they") ? is(before, "student") : to_student)
                now = student;
        }
        if (pronoun < 0 || PyErr_Occurred()) {
            Py_DECREF(acting);
            return NULL;
        }
        PyList_SET_ITEM(acting, at - first, Py_NewRef(now));
    }
    return acting;
}
