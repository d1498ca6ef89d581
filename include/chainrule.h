// chainrule.h: the whole public C API of the autograd engine (PyTorch's semantics, one opaque engine).
//
// Use: open an engine, make parameters, record ops, call cr_backward, read gradients, cr_reset, again.
//
//   ids        A tensor is a cr_id. Positive: a node of the tape, gone at the next cr_reset. Negative: a
//              parameter, which lives until cr_free. 0: the call failed; cr_error and cr_message say why,
//              and nothing has changed.
//   shapes     0 to 8 dimensions, sizes as int32_t, row-major and contiguous. A 0-d tensor is a scalar.
//   dtype      cr_real: float, or double where the library is compiled with CR_DOUBLE.
//   ownership  The engine owns every tensor and copies what it is given. Pointers that it hands out stay
//              valid until the next call that takes a non-const engine.
//   threads    No global state: one engine per thread, any number of engines.
//   failure    Never aborts, never prints. Running out of memory is CR_NO_MEMORY like any other failure.
#ifndef CHAINRULE_H
#define CHAINRULE_H

#include <stddef.h>
#include <stdint.h>

#ifdef CR_DOUBLE
typedef double cr_real;
#else
typedef float cr_real;
#endif

#ifdef __wasm__
#define CR_API __attribute__((used, visibility("default")))
#else
#define CR_API
#endif

typedef struct cr_engine cr_engine;
typedef int32_t cr_id;

enum { CR_MAX_DIMS = 8 };

// What a tensor holds: cr_real, int64_t, or bools, which are held as int64_t 0 and 1. Only CR_REAL can require grad.
enum cr_dtype { CR_REAL, CR_INT64, CR_BOOL };

// What went wrong. The sentence (cr_message) is PyTorch's own wherever PyTorch has one.
enum cr_code {
  CR_OK = 0,
  CR_BAD_ID,       // an id that names no tensor of this engine
  CR_BAD_OP,       // no such op, or the wrong number of operands or attributes for it
  CR_BAD_SHAPE,    // shapes that do not fit, more than 8 dimensions, a negative size
  CR_BAD_DIM,      // a dim out of range or named twice (PyTorch: IndexError or RuntimeError)
  CR_AUTOGRAD,     // backward that PyTorch refuses
  CR_INPLACE,      // a value needed for the gradient was changed in place
  CR_NO_MEMORY,    // memory exhausted, or a tensor of more than 2^31 - 1 elements
  CR_TAPE_FULL,    // the tape has passed its budget (cr_set_budget): cr_reset, then try again
  CR_BAD_DTYPE,    // an operand of a dtype that the op does not take
  CR_BAD_VALUE,    // an attribute, index or label out of its range
  CR_BAD_INDEX,    // the same where PyTorch raises an IndexError
  CR_OUT_OF_RANGE  // a label, or a size that must fit another (PyTorch: IndexError or ValueError)
};

// Opens an engine; NULL when memory is exhausted. The caller owns it.
CR_API cr_engine *cr_open(void);
// Ends an engine and every tensor on it. NULL is fine.
CR_API void cr_close(cr_engine *e);

// The code and the sentence of the last failed call. The sentence is owned by the engine.
CR_API int32_t cr_error(const cr_engine *e);
CR_API const char *cr_message(const cr_engine *e);

// A buffer of at least `bytes` bytes for passing shapes, ids and attributes from outside of C; owned by the
// engine, valid until the next call of cr_scratch. NULL with CR_NO_MEMORY when there is none.
CR_API void *cr_scratch(cr_engine *e, size_t bytes);

// --- Tensors -----------------------------------------------------------------------------------------

// A 0-d constant on the tape (the 2 of x * 2). Never requires grad.
CR_API cr_id cr_scalar(cr_engine *e, double value);

// A leaf on the tape without gradient: data for one pass. `data` holds the elements row-major, or is NULL for
// zeros. Errors: CR_BAD_SHAPE, CR_NO_MEMORY.
CR_API cr_id cr_tensor(cr_engine *e, int32_t ndim, const int32_t *shape, const cr_real *data);

// The same for ints: `dtype` is CR_INT64 or CR_BOOL (elements 0 or 1). Errors as cr_tensor, and CR_BAD_DTYPE.
CR_API cr_id cr_int_tensor(cr_engine *e, int32_t ndim, const int32_t *shape, const int64_t *data, int32_t dtype);

// A leaf that outlives cr_reset, until cr_free: a model's weight. It requires grad when asked.
// Like torch.tensor(data, requires_grad=True). Errors as cr_tensor.
CR_API cr_id cr_param(cr_engine *e, int32_t ndim, const int32_t *shape, const cr_real *data, int32_t requires_grad);

// Ends a parameter. Its gradient, a tensor of its own (cr_grad), stays until it is freed too.
// Returns 0, or -1 with CR_BAD_ID: also when an op of the tape uses the parameter, until cr_reset.
CR_API int32_t cr_free(cr_engine *e, cr_id param);

// Stands on the tape for an op's result whose history was dropped by cr_reset and whose value the caller kept.
// It requires grad; `used` says that backward has already run through it. Backward stops at it: with `used`,
// by PyTorch's error for a second backward. Errors as cr_tensor.
CR_API cr_id cr_stub(cr_engine *e, int32_t ndim, const int32_t *shape, int32_t used);

// --- Ops ---------------------------------------------------------------------------------------------
// Ops are numbered 0 .. cr_op_count() - 1 in the order of their names. chainrule_ops.h, generated with the
// library, has a typed function for each (cr_mul(e, a, b)).

// How many ops there are.
CR_API int32_t cr_op_count(void);
// The number of the op with this name, or -1.
CR_API int32_t cr_op_find(const char *name);
// What the op's file says of it; NULL where it says nothing, and for CR_DOC and CR_TORCH in WebAssembly. The texts of
// value and vjp (the derivative for an operand: vector-Jacobian product) are the C that was compiled, in the letters
// x or a, b, c (inputs), y (output), g (upstream gradient).
enum cr_op_field { CR_NAME, CR_KIND, CR_VALUE, CR_VJP_0, CR_VJP_1, CR_VJP_2, CR_DOC, CR_TORCH, CR_GRAD_FN };
CR_API const char *cr_op_text(int32_t op, int32_t field);
// How many operands an op takes at most (65535: a list of any length) and at least; 0 for a number that is no op's.
CR_API int32_t cr_op_inputs(int32_t op);
CR_API int32_t cr_op_least(int32_t op);
// Attribute k of an op: its name (NULL past the last), its kind and its default. Kinds are "int", "float" (a default
// of NaN: none), "bool", words with a bar between them (a choice, given as the index of the word), "pair" (two ints in
// a row), "ints" (a list).
CR_API const char *cr_op_attr_name(int32_t op, int32_t k);
CR_API const char *cr_op_attr_kind(int32_t op, int32_t k);
CR_API double cr_op_attr_default(int32_t op, int32_t k);

// Records one op and computes it into a new tensor of the tape; the text CR_TORCH names the PyTorch function that it
// equals. Elementwise operands broadcast as in PyTorch (and NumPy): shapes are aligned at their last dims, and a size
// of 1 stretches. Elementwise operands are converted to one dtype, bool below int64 below real (as torch.result_type).
// The result requires grad when an operand does, grad mode is on and the result is real.
// Errors: CR_BAD_ID, CR_BAD_OP, CR_BAD_SHAPE, CR_BAD_DIM, CR_BAD_DTYPE, CR_BAD_VALUE, CR_BAD_INDEX,
// CR_NO_MEMORY, CR_TAPE_FULL.
CR_API cr_id cr_unary(cr_engine *e, int32_t op, cr_id x);
CR_API cr_id cr_binary(cr_engine *e, int32_t op, cr_id a, cr_id b);
// The same with a number as second or as first operand: cr_scalar and cr_binary in one call. Beside ints or bools an
// integral number is an int64.
CR_API cr_id cr_binary_number(cr_engine *e, int32_t op, cr_id a, double b);
CR_API cr_id cr_number_binary(cr_engine *e, int32_t op, double a, cr_id b);
// Any op. Attributes go as doubles: the single ones in the order in which they are declared, then the items of
// the one list, if the op has one. NULL with count 0 takes every default. An optional operand that is left out before
// others that are given is an empty vector.
CR_API cr_id cr_apply(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr);
// Records an op without computing it: the caller, who has kept its value across a cr_reset, writes it to cr_data.
// Arguments and errors as cr_apply, without CR_TAPE_FULL.
CR_API cr_id cr_recall(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr);

// Grad mode, as torch.set_grad_enabled: off, no result requires grad. Returns the mode before.
CR_API int32_t cr_set_grad_enabled(cr_engine *e, int32_t on);

// Copies the elements of `from` into `to` (same shape) in place and raises the version of `to`, so that a
// backward which needs the old value is refused, as by PyTorch; `silent` leaves the version (PyTorch's .data).
// As torch.Tensor.copy_. Returns 0, or -1 with CR_BAD_ID, CR_BAD_SHAPE or CR_NO_MEMORY.
CR_API int32_t cr_assign(cr_engine *e, cr_id to, cr_id from, int32_t silent);
// Computes a binary op of the table straight into its first operand, as torch.Tensor.add_ and the like, without a node
// on the tape: where nothing is recorded (grad mode is off, or neither requires grad), both are real and b has the
// shape of a or one element. Returns 1 when done, 0 when that is not the case (nothing has changed: use cr_binary and
// cr_assign), -1 with CR_BAD_ID or CR_NO_MEMORY.
CR_API int32_t cr_binary_into(cr_engine *e, int32_t op, cr_id a, cr_id b);
// Sets every element in place, as torch.Tensor.fill_; raises the version. Returns 0, or -1 with CR_BAD_ID or CR_NO_MEMORY.
CR_API int32_t cr_fill(cr_engine *e, cr_id id, double value);
// Says that `id` was replaced, in place, by `by` (same shape): a later backward through ops that need its old value is
// refused. cr_changed says only that it was changed. Both return 0, or -1 with CR_BAD_ID, CR_BAD_SHAPE, CR_NO_MEMORY.
CR_API int32_t cr_replaced(cr_engine *e, cr_id id, cr_id by);
CR_API int32_t cr_changed(cr_engine *e, cr_id id);

// --- Backward ----------------------------------------------------------------------------------------

// Back-propagates from `id` and adds to the gradient of every parameter that it depends on, as
// torch.Tensor.backward. `upstream` is a tensor of the shape of `id`, or 0 for a scalar's 1. Without `retain`
// the graph is used up. The reverse sweep is one loop over the tape: no recursion, no sort (creation order is
// topological order; reverse mode as in Linnainmaa 1970 and Griewank & Walther, Evaluating Derivatives, ch. 3).
// Returns 0, or -1 with CR_AUTOGRAD, CR_INPLACE, CR_BAD_ID, CR_NO_MEMORY; then no gradient has changed.
CR_API int32_t cr_backward(cr_engine *e, cr_id id, cr_id upstream, int32_t retain);

// The same, one edge at a time: begin, then step until it returns 0 (1: an edge was walked, -1: failed).
// cr_edge_node and cr_edge_slot tell the edge just walked: the op, and which of its operands received.
// Gradients reach the parameters with the step that returns 0.
CR_API int32_t cr_backward_begin(cr_engine *e, cr_id id, cr_id upstream, int32_t retain);
CR_API int32_t cr_backward_step(cr_engine *e);
CR_API cr_id cr_edge_node(const cr_engine *e);
CR_API int32_t cr_edge_slot(const cr_engine *e);

// The same up to a tensor: walks all edges behind node `id` of the tape (0: all there are), so that the gradient of `id`
// (of parameters: after 0) is complete in cr_sweep_grad, where it may be read and, before the sweep goes on, written; NULL
// when the sweep does not reach it. Then cr_backward_step gives the gradients to the parameters, or cr_backward_drop ends
// the sweep without that, as torch.autograd.grad. Return 0, or -1 as cr_backward.
CR_API int32_t cr_backward_to(cr_engine *e, cr_id id);
CR_API cr_real *cr_sweep_grad(cr_engine *e, cr_id id);
CR_API int32_t cr_backward_drop(cr_engine *e);

// What one edge carries, computed by the op's own backward into a buffer of the operand's shape that is valid
// until the next call: with CR_LOCAL for upstream 1 (the local derivative), with CR_CONTRIBUTION for the
// upstream gradient that the node has received, with CR_ACCUMULATED all that the operand has received so far,
// together with the gradient that a parameter already had. NULL: no such edge, not yet, or failed.
enum cr_edge_part { CR_LOCAL, CR_CONTRIBUTION, CR_ACCUMULATED };
CR_API const cr_real *cr_edge(cr_engine *e, cr_id node, int32_t slot, int32_t part);

// Forgets the tape. Parameters and their gradients stay. Every positive id is invalid from here on.
CR_API void cr_reset(cr_engine *e);

// --- Looking -----------------------------------------------------------------------------------------
// Of a bad id these answer 0, -1 or NULL.

// Bytes of one element: 4, or 8 with CR_DOUBLE.
CR_API int32_t cr_real_size(void);

// How many dimensions a tensor has (-1 of a bad id), their sizes, and how many elements (-1 of a bad id).
CR_API int32_t cr_ndim(const cr_engine *e, cr_id id);
CR_API const int32_t *cr_shape(const cr_engine *e, cr_id id);
CR_API int32_t cr_size(const cr_engine *e, cr_id id);
// enum cr_dtype; -1 of a bad id.
CR_API int32_t cr_dtype_of(const cr_engine *e, cr_id id);
// The elements: of a tensor of reals, of one of ints or bools; each NULL for the other. They may be written before an
// op uses them.
CR_API cr_real *cr_data(cr_engine *e, cr_id id);
CR_API int64_t *cr_int_data(cr_engine *e, cr_id id);
// Element 0 as a double (an int64 is rounded to one): a scalar's value.
CR_API double cr_item(const cr_engine *e, cr_id id);
// What is known of a tensor: the bits of cr_facts and, above them, which of the names in the op's text CR_GRAD_FN is that
// of its backward node, and the number of the op that made it plus 1 (0: a leaf).
enum cr_facts {
  CR_REQUIRES_GRAD = 1,
  CR_USED = 2,
  CR_STUB = 4,
  CR_CONSTANT = 8,
  CR_VARIANT_SHIFT = 4,
  CR_OP_SHIFT = 8
};
CR_API int32_t cr_info(const cr_engine *e, cr_id id);
static inline int32_t cr_requires_grad(const cr_engine *e, cr_id id) {
  return (cr_info(e, id) & CR_REQUIRES_GRAD) != 0;
}
static inline int32_t cr_is_constant(const cr_engine *e, cr_id id) {
  return (cr_info(e, id) & CR_CONSTANT) != 0;
}
static inline int32_t cr_is_used(const cr_engine *e, cr_id id) {
  return (cr_info(e, id) & CR_USED) != 0;
}
static inline int32_t cr_op_of(const cr_engine *e, cr_id id) {
  return (cr_info(e, id) >> CR_OP_SHIFT) - 1;
}
// Operand `slot` of the op that made a tensor; 0 past the last and for leaves.
CR_API cr_id cr_input(const cr_engine *e, cr_id id, int32_t slot);
// The attributes of that op, as cr_apply took them: how many, and a pointer to them.
CR_API int32_t cr_attr_count(const cr_engine *e, cr_id id);
CR_API const double *cr_attrs(const cr_engine *e, cr_id id);
// How often a tensor was changed in place, as torch.Tensor._version.
CR_API uint32_t cr_version(const cr_engine *e, cr_id id);
// The version that operand `slot` had when the op was recorded.
CR_API uint32_t cr_input_version(const cr_engine *e, cr_id id, int32_t slot);

// The gradient of a parameter, a parameter itself (without grad) of the same shape; 0: not yet.
CR_API cr_id cr_grad(const cr_engine *e, cr_id param);
// Sets it: `grad` of the same shape, or 0 for "not yet" (zero_grad(set_to_none=True)). The old one is not freed.
// Returns 0, or -1 with CR_BAD_ID, CR_BAD_SHAPE or, for a parameter that would be its own gradient, CR_AUTOGRAD.
CR_API int32_t cr_set_grad(cr_engine *e, cr_id param, cr_id grad);
// The gradient's elements, of tape nodes too (until cr_reset); NULL: not yet.
CR_API const cr_real *cr_grad_data(const cr_engine *e, cr_id id);

// Whether ops recorded from now on give a parameter a gradient, as torch.Tensor.requires_grad_. Returns 0, or -1 with
// CR_BAD_ID.
CR_API int32_t cr_set_requires_grad(cr_engine *e, cr_id param, int32_t on);

// --- Random numbers ----------------------------------------------------------------------------------
// PyTorch's generator of the CPU: after the same seed, rand, randn, randint, randperm and bernoulli give its numbers.

// As torch.manual_seed, which takes the lower 32 bits of its seed.
CR_API void cr_seed(cr_engine *e, uint32_t seed);
// The generator's state, cr_random_bytes() bytes: a copy can be written back, to come back to it.
CR_API void *cr_random_state(cr_engine *e);
CR_API int32_t cr_random_bytes(void);

// --- Updates -----------------------------------------------------------------------------------------
// The optimisers' rules are numbered 0 .. cr_rule_count() - 1 in the order of their names (adagrad, adam, ...).

CR_API int32_t cr_rule_count(void);
// The number of the rule with this name, or -1.
CR_API int32_t cr_rule_find(const char *name);
// What the rule's file says of it. The texts are the C that was compiled: what is computed once per parameter, and what
// for each element w with its gradient g. In WebAssembly all but the name are NULL.
enum cr_rule_field { CR_RULE_NAME, CR_RULE_ONCE, CR_RULE_EACH, CR_RULE_DOC, CR_RULE_TORCH };
CR_API const char *cr_rule_text(int32_t rule, int32_t field);
// Hyperparameter k of a rule: its name (NULL past the last), its kind ("float", "bool") and its default.
CR_API const char *cr_rule_hyper_name(int32_t rule, int32_t k);
CR_API const char *cr_rule_hyper_kind(int32_t rule, int32_t k);
CR_API double cr_rule_hyper_default(int32_t rule, int32_t k);
// State k of a rule, by PyTorch's name; NULL past the last.
CR_API const char *cr_rule_state_name(int32_t rule, int32_t k);

// One step of `count` parameters, in place, with their gradients; those without a gradient are left alone, as by an
// optimiser of torch.optim. `ids` has a row for each: the parameter, then its states, which are parameters too (as in
// cr_param): 0 for those that are not yet, and the call makes those that `hyper` asks for, and writes their ids there.
// Returns 0, or -1 with CR_BAD_ID, CR_BAD_OP, CR_BAD_SHAPE or CR_NO_MEMORY.
CR_API int32_t cr_update(cr_engine *e, int32_t rule, int32_t count, cr_id *ids, int32_t hypers, const double *hyper);

// --- Programs ----------------------------------------------------------------------------------------

// A program is a step (ops, backward, changes of parameters in place) that was recorded and can be run again in one
// call, with the same numbers to the bit. Begin on an empty tape; do the step once by the calls above; end. The tape's
// memory is the program's then: what cr_data gave stays where it is, to be written before a run (a leaf's) and read after
// it (a result's). Ids of the tape are invalid. Parameters that it uses cannot be freed before it.
typedef struct cr_program cr_program;
// 0, or -1 with CR_BAD_OP or CR_NO_MEMORY.
CR_API int32_t cr_program_begin(cr_engine *e);
// The program, which the caller owns; NULL with CR_NO_MEMORY or, for what cannot be run again, CR_BAD_OP.
CR_API cr_program *cr_program_end(cr_engine *e);
// 0: done. 1: nothing was done, because gradients are there where there were none when it was recorded, or the other way
// round, or hyperparameters ask for states that are not there: record it again. -1 as the step's calls: what an op demands
// of values (an index in range, a divisor that is not 0), it demands in each run.
CR_API int32_t cr_program_run(cr_engine *e, cr_program *program);
// 0 when a run would do nothing, else 1.
CR_API int32_t cr_program_fits(const cr_engine *e, const cr_program *program);
// The nth of the parameters that a run changes in place; 0 past the last.
CR_API cr_id cr_program_changed(const cr_program *program, int32_t nth);
// The nth of the gradients that a run makes where there is none, always the same parameters: whoever wants to keep one
// from an earlier run copies it. 0 past the last.
CR_API cr_id cr_program_made(const cr_program *program, int32_t nth);
// The hyperparameters of the nth cr_update in it, which may be written; NULL past the last.
CR_API double *cr_program_hyper(cr_program *program, int32_t nth);
CR_API void cr_program_free(cr_engine *e, cr_program *program);

// --- Keeping values across a reset -------------------------------------------------------------------

// Copies what `count` nodes of the tape, from `first` on, are and hold into one block: for each an int32_t of facts
// (cr_info; its ndim from bit CR_NDIM_SHIFT, its dtype from bit CR_DTYPE_SHIFT on), then for each an int32_t that says
// at which byte of the block its shape stands (int32_t) and behind it, aligned to their size, its elements; 0: they are
// not there, because it is a leaf (numbers are there when `largest` is INT32_MAX) or has more than `largest` elements. The block is owned by the engine and valid until
// the next call of cr_page; cr_page_bytes says how long it is. NULL with CR_BAD_ID or CR_NO_MEMORY.
enum { CR_NDIM_SHIFT = 24, CR_DTYPE_SHIFT = 28 };
CR_API const void *cr_page(cr_engine *e, cr_id first, int32_t count, int32_t largest);
CR_API size_t cr_page_bytes(const cr_engine *e);
// How many nodes of the tape a backward may still go through; how often nodes of the tape were changed in place.
CR_API int32_t cr_unspent(const cr_engine *e);
CR_API int32_t cr_changed_nodes(const cr_engine *e);
// Where the engine says how many elements the newest node of the tape has; the address stays the same.
CR_API const int32_t *cr_newest_size(const cr_engine *e);

// --- Memory ------------------------------------------------------------------------------------------

// Whether a parameter was used since the last call of this, or is the gradient of one: others can be moved out
// and freed.
CR_API int32_t cr_take_fresh(cr_engine *e, cr_id param);
// How many nodes and bytes the tape holds, and the bytes that all of the engine holds.
CR_API int32_t cr_tape_nodes(const cr_engine *e);
CR_API size_t cr_tape_bytes(const cr_engine *e);
CR_API size_t cr_total_bytes(const cr_engine *e);
// Bytes after which an op is refused with CR_TAPE_FULL, 0 for no limit (the default). When more than half of
// the tape leads to its newest node, one graph is being built: the limit then doubles instead, until cr_reset.
CR_API void cr_set_budget(cr_engine *e, size_t bytes);

#endif
