#include "models/batch_norm_function.hpp"

#include <torch/torch.h>

#include <vector>

#include "models/channel_kernels.hpp"

namespace models {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor rows_together(const at::Tensor& x) {
  return x.dim() == 4 ? x.contiguous(at::MemoryFormat::ChannelsLast) : x.contiguous();
}

channel_kernels::Matrix matrix(const at::Tensor& x) {
  const int64_t channels = x.size(1);
  return {x.data_ptr<float>(), x.numel() / channels, channels};
}

const float* floats(const at::Tensor& x) { return x.data_ptr<float>(); }

std::vector<int64_t> summed_axes(const at::Tensor& x) {
  return x.dim() == 4 ? std::vector<int64_t>{0, 2, 3} : std::vector<int64_t>{0};
}

// [channels] → something that broadcasts over x, in x's type.
at::Tensor per_channel(const at::Tensor& values, const at::Tensor& x) {
  const at::Tensor same_type = values.to(x.scalar_type());
  return x.dim() == 4 ? same_type.view({1, -1, 1, 1}) : same_type;
}

// This rank's sums of x and x² per channel, [2, channels] in float64, which leaves digits enough for a mean
// far above the spread.
at::Tensor local_sums(const at::Tensor& x) {
  const int64_t channels = x.size(1);
  at::Tensor sums = at::zeros({2, channels}, x.options().dtype(at::kDouble));
  if (x.numel() == 0) return sums;
  if (has_channel_kernels(x)) {
    channel_kernels::value_sums(matrix(rows_together(x)), sums.data_ptr<double>());
    return sums;
  }
  const auto n = static_cast<double>(x.numel() / channels);
  const auto [variance, mean] = at::var_mean(x, at::IntArrayRef(summed_axes(x)), false, false);
  const at::Tensor m = mean.to(at::kDouble);
  return at::stack({n * m, n * (variance.to(at::kDouble) + m * m)});
}

struct NormaliseBatch : torch::autograd::Function<NormaliseBatch> {
  // Lives in the caller's Pass, so only its address travels.
  using TeamSumAddress = int64_t;

  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& gamma,
                            const at::Tensor& beta, const at::Tensor& mean, const at::Tensor& variance,
                            double count, double epsilon, bool relu, TeamSumAddress team_sum) {
    const at::Tensor x = rows_together(input);
    const at::Tensor inverse = at::rsqrt(variance + epsilon);
    const at::Tensor exact_scale = gamma.to(at::kDouble) * inverse;
    const at::Tensor scale = exact_scale.to(x.scalar_type());
    const at::Tensor offset = (beta.to(at::kDouble) - mean * exact_scale).to(x.scalar_type());
    context->save_for_backward({x, gamma, scale, offset, mean, inverse});
    context->saved_data["count"] = count;
    context->saved_data["relu"] = relu;
    context->saved_data["team_sum"] = team_sum;
    return normalise(x, scale, offset, relu);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &gamma = saved[1], &scale = saved[2], &offset = saved[3],
                     &mean = saved[4], &inverse = saved[5];
    const double count = context->saved_data["count"].toDouble();
    const bool relu = context->saved_data["relu"].toBool();
    const auto* team_sum = reinterpret_cast<const TeamSum*>(context->saved_data["team_sum"].toInt());
    const Terms terms{x, rows_together(gradients[0]), scale, offset, mean.to(x.scalar_type()), relu};

    at::Tensor sums = gradient_sums(terms);
    const at::Tensor gamma_gradient = (sums[1] * inverse).to(gamma.scalar_type());
    const at::Tensor beta_gradient = sums[0].to(gamma.scalar_type(), /*non_blocking=*/false, /*copy=*/true);
    if (team_sum != nullptr) (*team_sum)(sums);
    const at::Tensor a = gamma.to(at::kDouble) * inverse;
    const at::Tensor b = -a * inverse * inverse * sums[1] / count;
    const at::Tensor c = -a * sums[0] / count;
    const auto type = x.scalar_type();
    return {input_gradient(terms, a.to(type), b.to(type), c.to(type)),
            gamma_gradient,
            beta_gradient,
            at::Tensor(),
            at::Tensor(),
            at::Tensor(),
            at::Tensor(),
            at::Tensor(),
            at::Tensor()};
  }

  static at::Tensor normalise(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& offset,
                              bool relu) {
    if (!has_channel_kernels(x)) {
      const at::Tensor y = x * per_channel(scale, x) + per_channel(offset, x);
      return relu ? at::relu(y) : y;
    }
    at::Tensor y = at::empty_like(x);
    channel_kernels::normalise(matrix(x), floats(scale), floats(offset), relu, y.data_ptr<float>());
    return y;
  }

 private:
  struct Terms {
    at::Tensor x, gradient, scale, offset, mean;
    bool relu;
  };

  static at::Tensor passed(const Terms& t) {
    if (!t.relu) return t.gradient;
    return t.gradient * (t.x * per_channel(t.scale, t.x) + per_channel(t.offset, t.x) > 0);
  }

  static at::Tensor gradient_sums(const Terms& t) {
    if (!has_channel_kernels(t.x)) {
      const auto axes = summed_axes(t.x);
      const at::Tensor g = passed(t);
      return at::stack({g.sum(axes), (g * (t.x - per_channel(t.mean, t.x))).sum(axes)}).to(at::kDouble);
    }
    at::Tensor sums = at::empty({2, t.x.size(1)}, at::kDouble);
    channel_kernels::gradient_sums(matrix(t.x), floats(t.gradient), floats(t.scale), floats(t.offset), t.relu,
                                   floats(t.mean), sums.data_ptr<double>());
    return sums;
  }

  static at::Tensor input_gradient(const Terms& t, const at::Tensor& a, const at::Tensor& b,
                                   const at::Tensor& c) {
    if (!has_channel_kernels(t.x)) {
      const auto spread = [&](const at::Tensor& values) { return per_channel(values, t.x); };
      return spread(a) * passed(t) + spread(b) * (t.x - spread(t.mean)) + spread(c);
    }
    at::Tensor out = at::empty_like(t.x);
    channel_kernels::input_gradient(matrix(t.x), floats(t.gradient), floats(t.scale), floats(t.offset),
                                    t.relu, floats(t.mean), floats(a), floats(b), floats(c),
                                    out.data_ptr<float>());
    return out;
  }
};

}  // namespace

bool has_channel_kernels(const at::Tensor& x) { return x.device().is_cpu() && x.scalar_type() == at::kFloat; }

ChannelStatistics channel_statistics(const at::Tensor& x, const Pass& pass) {
  const at::NoGradGuard no_gradients;
  at::Tensor sums = local_sums(x);
  if (pass.is_team()) (*pass.team_sum)(sums);
  const int64_t rows = pass.is_team() ? pass.global_rows : x.size(0);
  const int64_t positions = x.dim() == 4 ? x.size(2) * x.size(3) : 1;
  const auto count = static_cast<double>(rows * positions);
  const at::Tensor mean = sums[0] / count;
  return {mean, (sums[1] / count - mean * mean).clamp_min(0), count};
}

at::Tensor normalise_batch(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta,
                           const ChannelStatistics& statistics, double epsilon, Activation activation,
                           const Pass& pass) {
  const auto team_sum = reinterpret_cast<int64_t>(pass.is_team() ? pass.team_sum : nullptr);
  return NormaliseBatch::apply(x, gamma, beta, statistics.mean, statistics.variance, statistics.count,
                               epsilon, activation == Activation::RELU, team_sum);
}

at::Tensor normalise_frozen(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta,
                            const at::Tensor& mean, const at::Tensor& variance, double epsilon,
                            Activation activation) {
  const at::Tensor scale = gamma * at::rsqrt(variance + epsilon);
  return NormaliseBatch::normalise(rows_together(x), scale, beta - mean * scale,
                                   activation == Activation::RELU);
}

}  // namespace models
