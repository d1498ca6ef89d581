// The words of the lab's parts in English. Braces name what is put in; views colour it by its meaning.

export default {
  nudge: {
    tab: 'Nudge',
    title: 'Change of the loss when {name} is nudged by {h}',
    slider: 'Size of the nudge h',
    reals: 'Numbers',
    names: 'Parameter',
    backward: 'from backward',
    errors: 'How far it is off, for every {h}',
    errorAt: 'At h = {h} it is off by {error}.',
    verdict: {
      good: 'The change of the loss over {h} is the gradient, to within {error}.',
      coarse: '{h} is coarse: on its way the loss bends, and the quotient is off by {error}.',
      wrecked:
        'Both losses agree in almost all the digits that {real} has; what is left of their difference is off by {error}.',
      gone: 'In {real}, {name} + {h} is {name}: nothing has moved, and nothing can be learnt from it.',
      broken: 'There is no finite change of the loss here.',
    },
  },
  ruler: {
    tab: 'Learning rate',
    curve: 'Loss against {name}',
    line: 'Loss along the step',
    plane: 'Loss over {a} and {b}',
    sample: 'for this sample',
    picture:
      'The point at {point} with loss {loss}; the step leads to {landing} with loss {landed}.',
    slider: 'Learning rate, on the ruler',
    once: 'one step',
    bounce: 'bounces for ever',
    set: 'Set the rate to {rate}: {name}',
    zones: { safe: 'safe', bouncing: 'bounces', diverging: 'diverges' },
    zone: {
      broken: 'There is no finite slope here to take a step along.',
      flat: 'The slope is 0: at any rate the step is 0.',
      still: 'At a rate of 0 nothing moves.',
      unknown:
        'How the loss curves here cannot be had exactly: the derivative of {op} is {text}, which is not made of the engine’s ops. The ruler has no zones.',
      straight: 'The second derivative is 0 here: no rate is the right one.',
      downward:
        'The loss bends downward here: a larger step always seems better, until the curve turns.',
      safe: 'Below {once}: every update goes part of the way and stays on its side of the valley.',
      once: 'At {once}, one over the curvature: one update lands on the lowest point.',
      bouncing:
        'Between {once} and {bounce}: every update jumps across the valley, but comes to lie lower.',
      forever: 'At {bounce}: it jumps across to the same height, and back again, for ever.',
      diverging: 'Above {bounce}: every update jumps across and comes to lie higher. It diverges.',
    },
    factor: ' Distance to the lowest point: × {factor} per update.',
    slope: 'slope',
    slopeAlong: 'slope, squared length',
    curvature: 'exact curvature',
    curvatureAlong: 'exact curvature along the step',
    step: 'step',
    tangent: 'loss changes, by the tangent',
    parabola: 'loss changes, by a parabola',
    real: 'loss really changes',
    broken: {
      forward: 'In update {update}, {name} leaves the finite numbers: it becomes {value}.',
      gradient:
        'In update {update}, the gradient of {name} leaves the finite numbers: it becomes {value}.',
      update: 'Update {update} moves {name} out of the finite numbers: it becomes {value}.',
      go: 'Go there',
    },
  },
};
