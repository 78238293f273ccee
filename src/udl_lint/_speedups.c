/* The two inner loops of a check in C: a text cut into words, and the phrases of an automaton found in them.

   Each does what its twin in Python does, with the same objects: `cut` is `words.plain_cut`, `find` is `Automaton.plain_run`. Where this module was not
   built, the twins are used. A test holds each pair to the same answers. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

enum { NO_GAP, SOFT, HARD };

/* ---- words ---- */

static int is_apostrophe(Py_UCS4 c) { return c == '\'' || c == 0x2019; }

static Py_ssize_t word_end(int kind, const void *data, Py_ssize_t at, Py_ssize_t size)
{
    Py_UCS4 first = PyUnicode_READ(kind, data, at);
    Py_ssize_t end = at;
    if (first == '_') {
        while (end < size && PyUnicode_READ(kind, data, end) == '_')
            end++;
        return end - at > 1 ? end : at;
    }
    if (!Py_UNICODE_ISALNUM(first))
        return at;
    while (end < size) {
        Py_UCS4 c = PyUnicode_READ(kind, data, end);
        if (Py_UNICODE_ISALNUM(c) || (is_apostrophe(c) && end + 1 < size && Py_UNICODE_ISALNUM(PyUnicode_READ(kind, data, end + 1))))
            end++;
        else
            break;
    }
    return end;
}

/* What parts two words: see `words._gap`. */
static int gap_between(int kind, const void *data, Py_ssize_t at, Py_ssize_t end)
{
    int gap = NO_GAP;
    for (Py_ssize_t here = at; here < end; here++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, here);
        switch (c) {
        case '.': case ';': case '!': case '?': case '|': case 0xBF: case 0xA1:
            return HARD;
        case '\n':
            for (Py_ssize_t next = here + 1; next < end; next++) {
                Py_UCS4 other = PyUnicode_READ(kind, data, next);
                if (other == '\n')
                    return HARD;
                if (!Py_UNICODE_ISSPACE(other))
                    break;
            }
            break;
        case ',': case ':': case '(': case ')': case '[': case ']': case 0x2026: case 0x2013: case 0x2014:
            gap = SOFT;
            break;
        case '-':
            if (here + 1 < end) {
                Py_UCS4 next = PyUnicode_READ(kind, data, here + 1);
                if (next == '-' || (here > at && Py_UNICODE_ISSPACE(next) && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, here - 1))))
                    gap = SOFT;
            }
            break;
        default:
            break;
        }
    }
    return gap;
}

static int append_new(PyObject *list, PyObject *item)
{
    int failed = item == NULL || PyList_Append(list, item) < 0;
    Py_XDECREF(item);
    return failed ? -1 : 0;
}

PyDoc_STRVAR(cut_doc,
"cut(text, folded, fold, abbreviations, /)\n--\n\n"
"The words of a text folded, where they begin and end, and their gaps, as four lists.");

static PyObject *cut(PyObject *module, PyObject *args)
{
    PyObject *text, *folded, *fold, *abbreviations;
    if (!PyArg_ParseTuple(args, "UO!OO!", &text, &PyDict_Type, &folded, &fold, &PyFrozenSet_Type, &abbreviations) || PyUnicode_READY(text) < 0)
        return NULL;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), before = 0;
    PyObject *words = PyList_New(0), *starts = PyList_New(0), *ends = PyList_New(0), *gaps = PyList_New(0);
    if (!words || !starts || !ends || !gaps)
        goto failed;
    PyObject *last = NULL;
    for (Py_ssize_t at = 0; at < size;) {
        Py_ssize_t end = word_end(kind, data, at, size);
        if (end == at) {
            at++;
            continue;
        }
        PyObject *written = PyUnicode_Substring(text, at, end);
        if (!written)
            goto failed;
        PyObject *word = PyDict_GetItemWithError(folded, written);
        if (word)
            Py_INCREF(word);
        else if (!PyErr_Occurred())
            word = PyObject_CallOneArg(fold, written);
        Py_DECREF(written);
        if (!word)
            goto failed;
        int gap = last == NULL || (at == before + 1 && PyUnicode_READ(kind, data, before) == ' ') ? NO_GAP : gap_between(kind, data, before, at);
        /* A stop inside a number or after an abbreviation ends no sentence. */
        if (gap == HARD && PyUnicode_READ(kind, data, before) == '.') {
            int none = at == before + 1 ? 1 : PySet_Contains(abbreviations, last);
            if (none < 0) {
                Py_DECREF(word);
                goto failed;
            }
            if (none)
                gap = NO_GAP;
        }
        last = word; /* kept alive by the list */
        if (append_new(words, word) < 0 || append_new(starts, PyLong_FromSsize_t(at)) < 0 || append_new(ends, PyLong_FromSsize_t(end)) < 0
            || append_new(gaps, PyLong_FromLong(gap)) < 0)
            goto failed;
        at = before = end;
    }
    return Py_BuildValue("(NNNN)", words, starts, ends, gaps);
failed:
    Py_XDECREF(words);
    Py_XDECREF(starts);
    Py_XDECREF(ends);
    Py_XDECREF(gaps);
    return NULL;
}

/* ---- phrases ---- */

/* Where one is to go on: a node and the word it looks at. */
typedef struct { uint32_t node; Py_ssize_t at; } State;

/* States, as a stack. */
typedef struct { State *states; Py_ssize_t count, room; } Stack;

/* States that were met, found by their hash; those of an earlier round are not there any more. */
typedef struct { State *states; unsigned *rounds; size_t room, count; unsigned round; } Tried;

static int push(Stack *stack, uint32_t node, Py_ssize_t at)
{
    if (stack->count == stack->room) {
        Py_ssize_t room = stack->room ? 2 * stack->room : 64;
        State *states = PyMem_Realloc(stack->states, (size_t)room * sizeof *states);
        if (!states) {
            PyErr_NoMemory();
            return -1;
        }
        stack->states = states;
        stack->room = room;
    }
    stack->states[stack->count++] = (State){node, at};
    return 0;
}

static size_t place_of(const Tried *tried, State state)
{
    size_t place = ((size_t)state.node * 2654435761u + (size_t)state.at * 40503u) & (tried->room - 1);
    while (tried->rounds[place] == tried->round && (tried->states[place].node != state.node || tried->states[place].at != state.at))
        place = (place + 1) & (tried->room - 1);
    return place;
}

static int widen(Tried *tried)
{
    Tried wider = {NULL, NULL, tried->room ? 2 * tried->room : 64, tried->count, 1};
    wider.states = PyMem_Malloc(wider.room * sizeof *wider.states);
    wider.rounds = PyMem_Calloc(wider.room, sizeof *wider.rounds);
    if (!wider.states || !wider.rounds) {
        PyMem_Free(wider.states);
        PyMem_Free(wider.rounds);
        PyErr_NoMemory();
        return -1;
    }
    for (size_t place = 0; place < tried->room; place++)
        if (tried->rounds[place] == tried->round) {
            size_t new_place = place_of(&wider, tried->states[place]);
            wider.states[new_place] = tried->states[place];
            wider.rounds[new_place] = wider.round;
        }
    PyMem_Free(tried->states);
    PyMem_Free(tried->rounds);
    *tried = wider;
    return 0;
}

/* 1 where a state is new, 0 where it was met in this round, -1 without memory. */
static int is_new(Tried *tried, State state)
{
    if (2 * tried->count >= tried->room && widen(tried) < 0)
        return -1;
    size_t place = place_of(tried, state);
    if (tried->rounds[place] == tried->round)
        return 0;
    tried->states[place] = state;
    tried->rounds[place] = tried->round;
    tried->count++;
    return 1;
}

/* The nodes of an automaton: see `phrase_nodes`. */
typedef struct { const uint32_t *numbers; Py_ssize_t count; } Nodes;

enum { NONE = 0xFFFFFFFF };

typedef struct { const uint32_t *ends, *symbols, *targets; uint32_t gap, ended, led; uint64_t mask; } Node;

/* Reads the node at a place; -1 where there is none. */
static int read_node(const Nodes *nodes, uint32_t place, Node *node)
{
    if ((Py_ssize_t)place + 5 <= nodes->count) {
        const uint32_t *head = nodes->numbers + place;
        *node = (Node){head + 5, head + 5 + head[1], head + 5 + head[1] + head[2], head[0], head[1], head[2], head[3] | (uint64_t)head[4] << 32};
        if ((Py_ssize_t)((uint64_t)place + 5 + node->ended + 2 * (uint64_t)node->led) <= nodes->count)
            return 0;
    }
    PyErr_SetString(PyExc_ValueError, "the nodes of the lexicon are cut off");
    return -1;
}

/* What is known of a word: the symbols that it stands for, the nodes that they lead to as first words, and the bits of the symbols. */
typedef struct { const uint32_t *symbols, *begun; uint32_t stands, begins; uint64_t mask; } Known;

static int read_known(PyObject *known, Known *word)
{
    PyObject *packed = PyTuple_Check(known) && PyTuple_GET_SIZE(known) == 4 ? PyTuple_GET_ITEM(known, 3) : NULL;
    if (packed && PyBytes_Check(packed) && PyBytes_GET_SIZE(packed) >= 8) {
        const uint32_t *numbers = (const uint32_t *)(void *)PyBytes_AS_STRING(packed);
        *word = (Known){numbers + 2, numbers + 2 + numbers[0], numbers[0], numbers[1], 0};
        if (PyBytes_GET_SIZE(packed) == 4 * (Py_ssize_t)(2 + (uint64_t)word->stands + word->begins)) {
            for (uint32_t number = 0; number < word->stands; number++)
                word->mask |= (uint64_t)1 << (word->symbols[number] & 63);
            return 0;
        }
    }
    PyErr_SetString(PyExc_TypeError, "what is known of a word is as `Automaton.words` has it");
    return -1;
}

/* Push where the symbols of a word lead. */
static int follow(Stack *stack, const Node *node, const Known *word, Py_ssize_t next)
{
    for (uint32_t number = 0; number < word->stands; number++) {
        uint32_t symbol = word->symbols[number], low = 0, high = node->led;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (node->symbols[middle] < symbol)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < node->led && node->symbols[low] == symbol && push(stack, node->targets[low], next) < 0)
            return -1;
    }
    return 0;
}

/* Note the phrases that end before `at`. `lists` are the places of each end, made when there is a first one. */
static int note(const Node *node, PyObject *ends, PyObject **lists, PyObject *found, Py_ssize_t start, Py_ssize_t at)
{
    for (uint32_t number = 0; number < node->ended; number++) {
        Py_ssize_t which = node->ends[number];
        if (which >= PyTuple_GET_SIZE(ends)) {
            PyErr_SetString(PyExc_ValueError, "a node names an end that is not there");
            return -1;
        }
        PyObject *end = PyTuple_GET_ITEM(ends, which);
        if (!lists[which]) {
            if (!PyTuple_Check(end) || PyTuple_GET_SIZE(end) != 2) {
                PyErr_SetString(PyExc_TypeError, "an end is a concept and whether it is weak");
                return -1;
            }
            PyObject *places = PyDict_GetItemWithError(found, PyTuple_GET_ITEM(end, 0));
            if (!places) {
                if (PyErr_Occurred() || !(places = PyList_New(0)))
                    return -1;
                int failed = PyDict_SetItem(found, PyTuple_GET_ITEM(end, 0), places);
                Py_DECREF(places); /* the dictionary keeps it */
                if (failed)
                    return -1;
            }
            if (!PyList_Check(places)) {
                PyErr_SetString(PyExc_TypeError, "the places of a concept are a list");
                return -1;
            }
            lists[which] = places;
        }
        PyObject *place = PyTuple_New(3), *first = PyLong_FromSsize_t(start), *last = PyLong_FromSsize_t(at);
        if (!place || !first || !last) {
            Py_XDECREF(place);
            Py_XDECREF(first);
            Py_XDECREF(last);
            return -1;
        }
        PyTuple_SET_ITEM(place, 0, first);
        PyTuple_SET_ITEM(place, 1, last);
        PyTuple_SET_ITEM(place, 2, Py_NewRef(PyTuple_GET_ITEM(end, 1)));
        if (append_new(lists[which], place) < 0)
            return -1;
    }
    return 0;
}

/* The words of a text, and where each sentence stops: the first word at or after this one that begins another, or the end. */
typedef struct { Known *words; char *gaps; Py_ssize_t *stops; Py_ssize_t size; } Text;

static int read_text(PyObject *known, PyObject *gaps, Text *text)
{
    Py_ssize_t size = text->size = PyList_GET_SIZE(known);
    text->words = PyMem_Calloc((size_t)size + 1, sizeof *text->words);
    text->gaps = PyMem_Malloc((size_t)size + 1);
    text->stops = PyMem_Malloc(((size_t)size + 1) * sizeof *text->stops);
    if (!text->words || !text->gaps || !text->stops) {
        PyErr_NoMemory();
        return -1;
    }
    text->gaps[size] = HARD;
    text->stops[size] = size;
    for (Py_ssize_t at = size - 1; at >= 0; at--) {
        if (read_known(PyList_GET_ITEM(known, at), &text->words[at]) < 0)
            return -1;
        text->gaps[at] = (char)PyLong_AsLong(PyList_GET_ITEM(gaps, at));
        text->stops[at] = text->gaps[at] == HARD ? at : text->stops[at + 1];
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Push where a node leads over a gap that begins at a word. */
static int leap(Stack *stack, const Nodes *nodes, const Node *node, const Text *text, Py_ssize_t at, Py_ssize_t reach)
{
    Node beyond;
    if (read_node(nodes, node->gap, &beyond) < 0)
        return -1;
    for (Py_ssize_t place = at; place - at < reach && place < text->stops[at]; place++)
        if (text->words[place].mask & beyond.mask && follow(stack, &beyond, &text->words[place], place + 1) < 0)
            return -1;
    return 0;
}

/* Note the phrases that begin with the word before `at`, from the node on that it leads to. */
static int run(const Nodes *nodes, const Text *text, uint32_t first, Py_ssize_t at, Py_ssize_t reach, Stack *stack, Tried *tried,
               PyObject *ends, PyObject **lists, PyObject *found)
{
    const Py_ssize_t start = at - 1;
    uint32_t place = first;
    stack->count = 0;
    tried->count = 0;
    if (++tried->round == 0) { /* all numbers are used up: the old ones would come again */
        memset(tried->rounds, 0, tried->room * sizeof *tried->rounds);
        tried->round = 1;
    }
    for (;;) {
        Node node;
        if (read_node(nodes, place, &node) < 0 || (node.ended && note(&node, ends, lists, found, start, at) < 0))
            return -1;
        if (!text->gaps[at] && text->words[at].mask & node.mask && follow(stack, &node, &text->words[at], at + 1) < 0)
            return -1;
        if (node.gap != NONE && text->gaps[at] != HARD && leap(stack, nodes, &node, text, at, reach) < 0)
            return -1;
        int fresh = 0;
        while (!fresh && stack->count)
            if ((fresh = is_new(tried, stack->states[--stack->count])) < 0)
                return -1;
        if (!fresh)
            return 0;
        place = stack->states[stack->count].node;
        at = stack->states[stack->count].at;
    }
}

PyDoc_STRVAR(find_doc,
"find(known, gaps, nodes, ends, reach, found, /)\n--\n\n"
"Add the phrases that stand in words of which `known` is known to `found`, by concept: see `Automaton.plain_run`.");

static PyObject *find(PyObject *module, PyObject *args)
{
    PyObject *known, *gaps, *packed, *ends, *found, *result = NULL;
    Py_ssize_t reach;
    Py_buffer buffer;
    if (!PyArg_ParseTuple(args, "O!O!OO!nO!", &PyList_Type, &known, &PyList_Type, &gaps, &packed, &PyTuple_Type, &ends, &reach, &PyDict_Type, &found))
        return NULL;
    if (PyList_GET_SIZE(gaps) != PyList_GET_SIZE(known)) {
        PyErr_SetString(PyExc_ValueError, "as many gaps as words are needed");
        return NULL;
    }
    if (PyObject_GetBuffer(packed, &buffer, PyBUF_SIMPLE) < 0)
        return NULL;
    const Nodes nodes = {buffer.buf, buffer.len / 4};
    Text text = {NULL, NULL, NULL, 0};
    Stack stack = {NULL, 0, 0};
    Tried tried = {NULL, NULL, 0, 0, 0};
    PyObject **lists = PyMem_Calloc((size_t)PyTuple_GET_SIZE(ends) + 1, sizeof *lists);
    if (!lists) {
        PyErr_NoMemory();
        goto done;
    }
    if (read_text(known, gaps, &text) < 0)
        goto done;
    for (Py_ssize_t start = 0; start < text.size; start++)
        for (uint32_t number = 0; number < text.words[start].begins; number++)
            if (run(&nodes, &text, text.words[start].begun[number], start + 1, reach, &stack, &tried, ends, lists, found) < 0)
                goto done;
    result = Py_NewRef(Py_None);
done:
    PyBuffer_Release(&buffer);
    PyMem_Free(text.words);
    PyMem_Free(text.gaps);
    PyMem_Free(text.stops);
    PyMem_Free(stack.states);
    PyMem_Free(tried.states);
    PyMem_Free(tried.rounds);
    PyMem_Free(lists);
    return result;
}

/* ---- which phrases stand ---- */

/* A phrase over the words `first` to `last` (exclusive); `object` is its tuple. */
typedef struct { Py_ssize_t first, last; int weak; PyObject *object; } Place;

static int read_places(PyObject *list, Place *places)
{
    for (Py_ssize_t number = 0; number < PyList_GET_SIZE(list); number++) {
        PyObject *object = PyList_GET_ITEM(list, number);
        if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) != 3) {
            PyErr_SetString(PyExc_TypeError, "a place is where it begins, where it ends and whether it is weak");
            return -1;
        }
        places[number] = (Place){PyLong_AsSsize_t(PyTuple_GET_ITEM(object, 0)), PyLong_AsSsize_t(PyTuple_GET_ITEM(object, 1)),
                                 PyTuple_GET_ITEM(object, 2) == Py_True, object};
    }
    return PyErr_Occurred() ? -1 : 0;
}

static int in_reading_order(const void *one, const void *other)
{
    const Place *a = one, *b = other;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return a->weak - b->weak;
}

static int longest_first(const void *one, const void *other)
{
    const Place *a = one, *b = other;
    Py_ssize_t longer = (b->last - b->first) - (a->last - a->first);
    if (longer)
        return longer < 0 ? -1 : 1;
    if (a->weak != b->weak)
        return a->weak - b->weak;
    return a->first < b->first ? -1 : a->first > b->first;
}

static int meet(const Place *one, const Place *other) { return one->first < other->last && other->first < one->last; }

/* Leaves of places that overlap the longest, and of the others those that it leaves free, and so on; returns how many. */
static Py_ssize_t keep_longest(Place *places, Py_ssize_t count)
{
    Py_ssize_t kept = 0;
    qsort(places, (size_t)count, sizeof *places, longest_first);
    for (Py_ssize_t number = 0; number < count; number++) {
        Py_ssize_t other = 0;
        while (other < kept && !meet(&places[number], &places[other]))
            other++;
        if (other == kept)
            places[kept++] = places[number];
    }
    qsort(places, (size_t)kept, sizeof *places, in_reading_order);
    return kept;
}

PyDoc_STRVAR(standing_doc, "standing(places, traps, /)\n--\n\nThe places that stand, in reading order: see `lexicon.plain_standing`.");

static PyObject *standing(PyObject *module, PyObject *args)
{
    PyObject *list, *trap_list, *result = NULL;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &list, &PyList_Type, &trap_list))
        return NULL;
    Py_ssize_t count = PyList_GET_SIZE(list), traps = PyList_GET_SIZE(trap_list), left = 0, kept = 0;
    Place *places = PyMem_Calloc((size_t)(count + traps) + 1, sizeof *places), *trap = places + count;
    if (!places)
        return PyErr_NoMemory();
    if (read_places(list, places) < 0 || read_places(trap_list, trap) < 0)
        goto done;
    qsort(places, (size_t)count, sizeof *places, in_reading_order);
    qsort(trap, (size_t)traps, sizeof *trap, in_reading_order);
    for (Py_ssize_t number = 0, from = 0; number < count; number++) {
        /* Traps are in order by where they begin, but a long one may reach over those that follow it: those that are over are passed only
           as far as none is left behind that is not. */
        while (from < traps && trap[from].last <= places[number].first)
            from++;
        Py_ssize_t at = from;
        while (at < traps && trap[at].first < places[number].last && !meet(&trap[at], &places[number]))
            at++;
        if (at == traps || trap[at].first >= places[number].last)
            places[left++] = places[number];
    }
    for (Py_ssize_t number = 0; number < left;) {
        Py_ssize_t end = places[number].last, next = number + 1;
        while (next < left && places[next].first < end) {
            if (places[next].last > end)
                end = places[next].last;
            next++;
        }
        Py_ssize_t together = next - number, stay = together > 1 ? keep_longest(places + number, together) : 1;
        memmove(places + kept, places + number, (size_t)stay * sizeof *places);
        kept += stay;
        number = next;
    }
    result = PyList_New(kept);
    if (result)
        for (Py_ssize_t number = 0; number < kept; number++)
            PyList_SET_ITEM(result, number, Py_NewRef(places[number].object));
done:
    PyMem_Free(places);
    return result;
}

/* ---- who acts ---- */

static PyObject *student, *teacher; /* "student", "teacher" */

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

PyDoc_STRVAR(actors_doc,
"actors(words, gaps, people, first, last, default, pronouns, articles, /)\n--\n\n"
"Who acts at each word of a part, an empty list where nobody is named: see `actors.plain_actors`.");

static PyObject *actors(PyObject *module, PyObject *args)
{
    PyObject *words, *gaps, *people, *usual, *pronouns, *articles;
    Py_ssize_t first, last, at;
    if (!PyArg_ParseTuple(args, "O!O!O!nnUO!O!", &PyList_Type, &words, &PyList_Type, &gaps, &PyList_Type, &people, &first, &last, &usual,
                          &PyFrozenSet_Type, &pronouns, &PyFrozenSet_Type, &articles))
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

/* ---- inline Markdown ---- */

/* A stretch of inline Markdown. `shown` begins as the text; what is no text for a reader is blanked out. */
typedef struct { const Py_UCS4 *text; Py_UCS4 *shown; Py_ssize_t size; } Inline;

static Py_ssize_t next_of(const Inline *inlined, Py_UCS4 wanted, Py_ssize_t at)
{
    while (at < inlined->size && inlined->text[at] != wanted)
        at++;
    return at < inlined->size ? at : -1;
}

static void blank_out(const Inline *inlined, Py_ssize_t at, Py_ssize_t end)
{
    for (; at < end; at++)
        if (inlined->text[at] != '\n')
            inlined->shown[at] = ' ';
}

static int is_space_or_tab(Py_UCS4 c) { return c == ' ' || c == '\t'; }

static int is_plain_in_host(Py_UCS4 c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

static int is_plain_in_address(Py_UCS4 c)
{
    return (c < 128 && Py_UNICODE_ISALNUM(c)) || (c && c < 128 && strchr("/._~#?=&+$,!-", (int)c) != NULL);
}

/* Where an address that needs no rewriting ends, with a bracket behind it; -1 for any other. */
static Py_ssize_t address_end(const Inline *inlined, Py_ssize_t at)
{
    static const char *const schemes[] = {"https://", "http://"};
    const Py_UCS4 *text = inlined->text;
    Py_ssize_t end = at;
    for (size_t number = 0; number < sizeof schemes / sizeof *schemes; number++) {
        Py_ssize_t length = (Py_ssize_t)strlen(schemes[number]), same = 0;
        while (same < length && at + same < inlined->size && text[at + same] == (Py_UCS4)schemes[number][same])
            same++;
        if (same == length) {
            Py_ssize_t host = end = at + length;
            while (end < inlined->size && is_plain_in_host(text[end]))
                end++;
            if (end == host || end - host > 60 || end == inlined->size || !(text[end] == '/' || text[end] == '?' || text[end] == '#' || text[end] == ')'))
                return -1;
            break;
        }
    }
    if (end == at && at + 1 < inlined->size && text[at] == '/' && text[at + 1] == '/')
        return -1;
    while (end < inlined->size && is_plain_in_address(text[end]))
        end++;
    return end > at && end < inlined->size && text[end] == ')' ? end : -1;
}

/* Whether a run of `*`, `_` or `~` is shown as it is: see `inline._is_text`. */
static int is_text(Py_UCS4 mark, Py_ssize_t length, Py_UCS4 before, Py_UCS4 after)
{
    /* At the two ends of the text there is a blank here: there it is neither a letter nor a mark, as nothing is. */
    int apart = Py_UNICODE_ISSPACE(before) && Py_UNICODE_ISSPACE(after);
    int in_word = Py_UNICODE_ISALNUM(before) != 0;
    if (mark == '_' && in_word == (Py_UNICODE_ISALNUM(after) != 0))
        return in_word || apart || (length > 1 && (before == '*' || before == '~') == (after == '*' || after == '~'));
    return apart && length == 1;
}

PyDoc_STRVAR(see_doc,
"see(content, references, /)\n--\n\n"
"What is shown of inline Markdown, its links and images as tuples and its line breaks; None where the library has to be asked:\n"
"for code, tags, entities, titles, nested brackets, addresses that need rewriting and, with `references`, for links by name.");

static PyObject *see(PyObject *module, PyObject *args)
{
    PyObject *content, *links = NULL, *images = NULL, *breaks = NULL, *result = NULL;
    int references;
    if (!PyArg_ParseTuple(args, "Up", &content, &references) || PyUnicode_READY(content) < 0)
        return NULL;
    Py_UCS4 *text = PyUnicode_AsUCS4Copy(content), *shown = PyUnicode_AsUCS4Copy(content);
    if (!text || !shown || !(links = PyList_New(0)) || !(images = PyList_New(0)) || !(breaks = PyList_New(0)))
        goto done;
    const Inline inlined = {text, shown, PyUnicode_GET_LENGTH(content)};
    Py_ssize_t size = inlined.size, at = 0;
    /* The link whose words are being looked at: where it begins, where its words end, where it ends. */
    Py_ssize_t link = -1, label_end = -1, link_end = -1;
    int escaped = next_of(&inlined, '\\', 0) >= 0;
    while (at < size) {
        Py_UCS4 c = text[at];
        if (at == label_end) {
            PyObject *words = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, shown + link, label_end - link);
            PyObject *label = words ? PyObject_CallMethod(words, "strip", NULL) : NULL;
            PyObject *target = PyUnicode_Substring(content, label_end + 2, link_end - 1);
            Py_XDECREF(words);
            blank_out(&inlined, label_end, link_end);
            if (append_new(links, label && target ? Py_BuildValue("(nnOO)", link, link_end, label, target) : NULL) < 0) {
                Py_XDECREF(label);
                Py_XDECREF(target);
                goto done;
            }
            Py_DECREF(label);
            Py_DECREF(target);
            at = link_end;
            label_end = -1;
            continue;
        }
        switch (c) {
        case '\n':
            if (at >= 2 && text[at - 1] == ' ' && text[at - 2] == ' ' && append_new(breaks, PyLong_FromSsize_t(at)) < 0)
                goto done;
            for (at++; at < size && is_space_or_tab(text[at]); at++)
                shown[at] = ' ';
            continue;
        case '\\':
            if (at + 1 == size)
                break;
            shown[at] = ' ';
            if (text[at + 1] != '\n') {
                at += 2;
                continue;
            }
            if (append_new(breaks, PyLong_FromSsize_t(at)) < 0)
                goto done;
            for (at += 2; at < size && is_space_or_tab(text[at]); at++)
                shown[at] = ' ';
            continue;
        case '*': case '_': case '~': {
            Py_ssize_t end = at;
            while (end < size && text[end] == c)
                end++;
            if (!(c == '~' && end - at == 1) && !is_text(c, end - at, at ? text[at - 1] : ' ', end < size ? text[end] : ' '))
                blank_out(&inlined, at, end);
            at = end;
            continue;
        }
        case '`':
            goto ask;
        case '<':
            if (next_of(&inlined, '>', at) >= 0)
                goto ask;
            break;
        case '&':
            if (next_of(&inlined, ';', at) >= 0)
                goto ask;
            break;
        case '!': case '[': {
            int is_image = c == '!';
            if (is_image && (at + 1 == size || text[at + 1] != '['))
                break;
            if (escaped || (is_image && label_end >= 0))
                goto ask;
            Py_ssize_t opened = at + is_image, closed = next_of(&inlined, ']', opened), nested = next_of(&inlined, '[', opened + 1);
            if (closed < 0) {
                if (nested >= 0 || is_image)
                    goto ask;
                break;
            }
            if (nested >= 0 && nested < closed)
                goto ask;
            if (closed + 1 == size || text[closed + 1] != '(') {
                if (references || is_image)
                    goto ask;
                break;
            }
            Py_ssize_t end = address_end(&inlined, closed + 2);
            if (end < 0)
                goto ask;
            if (is_image) {
                PyObject *alt = PyUnicode_Substring(content, opened + 1, closed), *target = PyUnicode_Substring(content, closed + 2, end);
                int failed = append_new(images, alt && target ? Py_BuildValue("(nnOO)", at, end + 1, alt, target) : NULL);
                Py_XDECREF(alt);
                Py_XDECREF(target);
                if (failed)
                    goto done;
                blank_out(&inlined, at, end + 1);
                at = end + 1;
                continue;
            }
            link = at;
            label_end = closed;
            link_end = end + 1;
            shown[at++] = ' ';
            continue;
        }
        default:
            break;
        }
        at++;
    }
    result = Py_BuildValue("(NOOO)", PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, shown, size), links, images, breaks);
    goto done;
ask:
    result = Py_NewRef(Py_None);
done:
    PyMem_Free(text);
    PyMem_Free(shown);
    Py_XDECREF(links);
    Py_XDECREF(images);
    Py_XDECREF(breaks);
    return result;
}

/* ---- mentions ---- */

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

PyDoc_STRVAR(mentions_doc,
"mentions(concept, places, words, owner, facts, told, swayed, strength, leaders, kind, span, /)\n--\n\n"
"The mentions that places of a concept are: see `notice.plain_mentions`.");

static PyObject *mentions(PyObject *module, PyObject *args)
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

/* ---- named tuples ---- */

static PyObject *names_of_fields, *name_of_new; /* "_fields", "__new__" */

/* Calls a class of `Named` with as many values as it has fields; anything else is left to the `__new__` that the class has. */
static PyObject *make(PyObject *type, PyObject *const *values, size_t flags, PyObject *names)
{
    PyTypeObject *made = (PyTypeObject *)type;
    PyObject *fields = _PyType_Lookup(made, names_of_fields); /* borrowed */
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (names == NULL && fields != NULL && PyTuple_CheckExact(fields) && PyTuple_GET_SIZE(fields) == count) {
        PyObject *tuple = made->tp_alloc(made, count);
        if (tuple)
            for (Py_ssize_t number = 0; number < count; number++)
                PyTuple_SET_ITEM(tuple, number, Py_NewRef(values[number]));
        return tuple;
    }
    PyObject *plain = PyObject_GetAttr(type, name_of_new);
    if (!plain)
        return NULL;
    Py_ssize_t all = count + (names ? PyTuple_GET_SIZE(names) : 0);
    PyObject **given = PyMem_Malloc((size_t)(all + 1) * sizeof *given);
    PyObject *tuple = NULL;
    if (given) {
        given[0] = type;
        memcpy(given + 1, values, (size_t)all * sizeof *given);
        tuple = PyObject_Vectorcall(plain, given, (size_t)count + 1, names);
        PyMem_Free(given);
    }
    else
        PyErr_NoMemory();
    Py_DECREF(plain);
    return tuple;
}

PyDoc_STRVAR(quicken_doc, "quicken(named, /)\n--\n\nHave values of a class of named tuples made here.");

static PyObject *quicken(PyObject *module, PyObject *type)
{
    if (!PyType_Check(type) || !PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "a class of tuples is needed");
        return NULL;
    }
    ((PyTypeObject *)type)->tp_vectorcall = make;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"cut", cut, METH_VARARGS, cut_doc},
    {"find", find, METH_VARARGS, find_doc},
    {"standing", standing, METH_VARARGS, standing_doc},
    {"actors", actors, METH_VARARGS, actors_doc},
    {"see", see, METH_VARARGS, see_doc},
    {"mentions", mentions, METH_VARARGS, mentions_doc},
    {"quicken", quicken, METH_O, quicken_doc},
    {NULL, NULL, 0, NULL},
};

static int ready(PyObject *module)
{
    names_of_fields = PyUnicode_InternFromString("_fields");
    name_of_new = PyUnicode_InternFromString("__new__");
    student = PyUnicode_InternFromString("student");
    teacher = PyUnicode_InternFromString("teacher");
    return names_of_fields && name_of_new && student && teacher ? 0 : -1;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, ready}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "udl_lint._speedups", "The inner loops of a check in C.", 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__speedups(void) { return PyModuleDef_Init(&definition); }
