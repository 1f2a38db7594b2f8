#pragma once

#include <torch/torch.h>

#include <barrier>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

#include "models/pass.hpp"

// A team whose ranks are threads: its TeamSum adds in rank order, so every rank gets the same bits.
class ThreadTeam {
 public:
  explicit ThreadTeam(size_t size) : shown_(size), barrier_(static_cast<std::ptrdiff_t>(size)) {}

  models::TeamSum sum_of(size_t rank) {
    return [this, rank](at::Tensor& tensor) {
      shown_[rank] = tensor;
      barrier_.arrive_and_wait();
      at::Tensor total = at::zeros_like(tensor);
      for (const at::Tensor& other : shown_) total += other;
      barrier_.arrive_and_wait();  // nobody writes before everybody has read
      tensor.copy_(total);
      if (rank == 0) ++sums_;
    };
  }

  void run(const std::function<void(size_t rank)>& work) {
    std::vector<std::jthread> threads;
    for (size_t rank = 0; rank < shown_.size(); ++rank) threads.emplace_back(work, rank);
  }

  int sums() const { return sums_; }  // TeamSums made so far

 private:
  std::vector<at::Tensor> shown_;
  std::barrier<> barrier_;
  int sums_ = 0;
};
