// The words of the lab's parts in English. Braces name what is put in; views colour it by its meaning.

export default {
  quiz: {
    tool: 'Predict',
    answer: 'Your prediction',
    hint: 'a number',
    check: 'Check',
    score: '{right} of {asked} right',
    none: 'The next step brings no number to predict: press Step.',
    forward: 'The next step computes {name} = {numbers}. What is it?',
    seed: 'Backward starts: how much does {name} change with itself?',
    backward:
      'Backward through {from} = {formula}: {upstream} arrives at {from}. What does it pass on to {name}?',
    again:
      'Backward through {from} = {formula}: {upstream} arrives at {from}. What has {name} received then, in all?',
    update:
      'Gradient descent: {name} is {before}, its gradient {gradient}, the learning rate {lr}. What is the new {name}?',
    right: 'Right: {value}. ',
    wrong: '{given} is not it. ',
    unreadable: 'A number is expected, such as 0.5 or −8. ',
    unknown:
      '{given} is not it, and no slip known here leads to it. Try again, or press Step to see. ',
    slip: {
      sign: 'The size is right, the sign is not. ',
      overwrote:
        'That is this contribution alone: it overwrites the {before} that {name} had received, and should be added. ',
      leftOut:
        'That is what {name} had received before: {contribution} of this edge is to be added. ',
      upstream:
        'You forgot the upstream gradient: that is the local derivative alone, {local}; multiply it by {upstream}. ',
      local:
        'You forgot the local derivative: that is the upstream gradient alone, {upstream}; multiply it by {local}. ',
      factor: 'You lost the factor {exponent}, which the exponent leaves in the derivative. ',
      operand:
        'Wrong operand: {name} itself was taken, but the derivative with respect to one factor is the other one, {other}. ',
      exchanged: 'Wrong operand: {name} and {other} have changed places. ',
      summed: 'Upstream {upstream} and local derivative {local} are multiplied, not added. ',
      kept: 'The gradient of the update before, {number}, was added: it has been cleared since. ',
      misread: 'You read {read} = {number} where {meant} stands. ',
      lossValue: 'That is the value of {name}. The question is for ∂L/∂L. ',
      zeroSeed: 'It is not 0: what changes by some amount changes by just that amount. ',
      order: 'The order is {a}, then {b}; you took them the other way round. ',
      unraised: 'That is {a} itself; it is still to be raised to the power of {b}. ',
      multiplied: 'You multiplied {a} by {b} instead of raising it to that power. ',
      otherOp: 'That is what {op} would give. ',
      oldParameter: 'That comes of the old {name}, {number}: it was updated. ',
      alone: 'That is {name} itself; {op} is still to be applied. ',
      rate: 'You forgot the learning rate: the step is {lr} × {gradient}, not {gradient}. ',
      climbed: 'That climbs: the step goes against the gradient, so its sign changes. ',
      stepAlone: 'That is the step alone: it is to be taken from {before}. ',
      rateAlone:
        'You subtracted the learning rate alone: multiply it by the gradient, {gradient}. ',
      unmoved: 'That is {name} before the step: it moves. ',
      gradientAlone: 'That is the gradient, not the new {name}. ',
    },
  },
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
