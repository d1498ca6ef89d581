// The words of the lab's parts in English. Braces name what is put in; views colour it by its meaning.

export default {
  bugs: {
    tool: 'Bug Lab',
    title: 'Bug Lab',
    lead: 'Ten training loops that go wrong. Each one really runs, line by line.',
    close: 'Back to the demo',
    list: 'Bugs',
    ways: 'Broken or mended',
    broken: 'Broken',
    mended: 'Mended',
    way: {
      outside: 'Broken: outside',
      inside: 'Broken: in no_grad',
      detach: 'Broken: detach',
      item: 'Broken: item',
    },
    again: 'Again',
    listing: 'The program',
    stops: 'It stops here.',
    variables: 'Variables',
    name: 'name',
    value: 'value',
    is: 'what it is',
    leaf: 'leaf that requires grad',
    plain: 'does not require grad',
    result: 'result of {op}',
    float: 'number of Python',
    noGraph: 'Autograd has no graph here.',
    says: 'PyTorch says',
    nothing: 'Nothing. There is no error and no warning.',
    happened: 'What happened',
    cure: 'The cure',
    path: 'w from update to update',
    updates: 'Updates',
    update: 'update',
    before: 'before the loop',
    inUpdate: 'update {update}',
    position: 'Line {line} of {count}',
    step: {
      error: 'Here it stops, with a {type}.',
      sample: 'The data is set up.',
      weight: '{w} starts at {value} and asks for a gradient.',
      zero: 'total starts at 0.0, a number of Python.',
      forward: '{name} is {value}.',
      backward: 'backward() computes the gradient: {w}.grad is {grad}.',
      adds: 'backward() adds to what was there: {w}.grad was {before} and is {grad}.',
      astray: 'backward() reaches the old leaf. {w}.grad is None.',
      update: '{w} moves from {before} to {after}.',
      stays: '{w} stays at {after}.',
      result: '{w} is another tensor now, {after}: the result of an op, and no leaf.',
      plain: '{w} is another tensor now, {after}, which does not require grad.',
      clear: '{w}.grad is None again.',
      change: '{w} is set to {after}, and autograd is not told.',
      holds: 'total is {value}, a tensor: its graph has {count} nodes.',
      sums: 'total is {value}, a number of Python.',
    },
    bug: {
      uncleared: {
        name: 'No zero_grad',
        happened:
          'backward() adds to w.grad, it does not replace it. The first gradient is −8. At w = 1.8 the new one is −1.6, but w.grad is −9.6. Old gradients push on for ever: this is momentum with a beta of 1, which nothing slows. w orbits 2 and never comes to rest.',
        cure: 'Clear the gradient after every update: w.grad = None, as optimizer.zero_grad() does.',
      },
      twice: {
        name: 'backward() twice',
        happened:
          'The loss is computed once, before the loop. The first backward() uses its graph up: what the ops had kept for it is freed.',
        cure: 'Compute the loss inside the loop: every backward() wants a forward pass of its own. retain_graph=True would only keep the old graph, whose loss no longer belongs to w.',
      },
      rebound: {
        name: 'w = w − …',
        happened: {
          outside:
            'w = w − … makes a new tensor, the result of an op, and gives it the name w. Only leaves keep a gradient: the next backward() ends at the old leaf, w₀, and w.grad is None. None cannot be multiplied.',
          inside:
            'In no_grad nothing is recorded: the new w does not require a gradient. Nothing that the next loss depends on does, and backward() has nowhere to go.',
        },
        cure: 'Change the leaf itself, in place and inside of no_grad: w −= … keeps the tensor, and with it requires_grad.',
      },
      leaf: {
        name: 'w −= … on a leaf',
        happened:
          'A change in place is recorded like any op. Then w would be the result of an op and no leaf any more, and its first value would be lost to backward. PyTorch refuses.',
        cure: 'An update is no part of the model: put it inside of torch.no_grad().',
      },
      data: {
        name: '.data too early',
        happened:
          'w ** 2 had kept w for backward. w.data = … exchanges it behind autograd’s back, so backward() multiplies by the new w in the graph of the old one. −48 is the slope nowhere: at w = 1 it is −16, at w = 3 it is 336.',
        cure: 'Change a parameter after backward(), and in no_grad instead of by .data: then the change is counted, and a backward() that comes too late is refused.',
      },
      vector: {
        name: 'Loss of many elements',
        happened:
          'The loss has an element for each sample. A gradient is the slope of one number, and PyTorch does not guess how the elements are to be weighed.',
        cure: 'Make it one number with .mean() or .sum(); or say the weights: loss.backward(torch.ones_like(loss)) is the backward of the sum.',
      },
      cut: {
        name: 'detach, item',
        happened: {
          detach:
            'detach() cuts the graph: to autograd, y_pred is a number that comes from nowhere. The loss does not depend on w any more.',
          item: 'item() takes the number out of the tensor: loss is a float of Python, which knows nothing of the ops that made it.',
        },
        cure: 'Train with the tensor. detach() and item() are for what is printed or kept.',
      },
      total: {
        name: 'total += loss',
        happened:
          'total becomes a tensor with a graph that leads to every loss so far. It grows with every update, and so does the memory, until there is none left.',
        cure: 'Add numbers: total += loss.item().',
      },
      rate: {
        name: 'Rate too large',
        happened:
          'The curvature of this loss is 8. Above 2/8 = 0.25 every step lands on the other side, and higher: the distance to 2 is multiplied by −1.4 each time.',
        cure: 'Take a smaller rate: 0.1 leads to 2; 0.125 would be there in one step.',
      },
      dead: {
        name: 'Dead ReLU',
        happened:
          'w · x is −2. The ReLU makes it 0, and its slope there is 0 as well: no gradient comes through, w does not move, and so it stays.',
        cure: 'Start where the ReLU is alive, or let some slope through below 0, as leaky_relu does.',
      },
    },
  },
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
    title: 'The loss as {name} is nudged by {h}',
    slider: 'Size of the nudge h',
    reals: 'Numbers',
    names: 'Parameter',
    backward: 'from backward',
    errors: 'How far it is off, for every {h}',
    errorAt: 'At h = {h} it is off by {error}.',
    verdict: {
      good: 'The change of the loss over {h} is the gradient, to within {error}.',
      coarse: '{h} is coarse: on its way the loss bends, and the quotient is off by {error}.',
      kink: 'The loss has a kink here: to the right its slope is {quotient}, however small {h} is. Backward gives {gradient}, as PyTorch does.',
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
      broken:
        'The loss, its slope or its curvature is not a finite number here: nothing can be said of a step.',
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
    factor: ' Distance to the lowest point: × {factor} per update.',
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
