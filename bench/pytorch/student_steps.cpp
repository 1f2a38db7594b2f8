// Trains the student at full size when told to, one block of steps at a time, and sleeps in between:
// gridsweep's side of bench/pytorch/compare, which starts it.
//   bench_student_steps THREADS ROWS DROPOUT
// Reads commands from standard input and answers each with one line:
//   steps N       milliseconds of each of N training steps
//   count         the network's parameters, as Keras counts them
//   write FOLDER  the loss of a training pass on the batch, whose data and weights are put there
#include <torch/torch.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "models/architectures.hpp"
#include "models/flat_parameters.hpp"
#include "models/keep_freed_memory.hpp"
#include "models/keras_adam.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"

namespace {

class Student {
 public:
  Student(int64_t rows, double dropout)
      : architecture_(models::find_architecture("student")),
        network_(architecture_.blueprint(options_with(dropout)), architecture_.usual_input, 1),
        flat_(network_.parameters()),
        adam_(flat_.values(), flat_.gradients()),
        pictures_(at::randn({rows, architecture_.usual_input.channels, architecture_.usual_input.height,
                             architecture_.usual_input.width})),
        labels_(at::arange(rows, at::kLong).remainder(2)) {}

  double loss() { return forward().item<double>() / static_cast<double>(pictures_.size(0)); }

  void step() {
    flat_.zero_grad();
    forward().backward();
    adam_.step(1.0 / static_cast<double>(pictures_.size(0)));
  }

  int64_t parameters() const { return network_.summary().parameters; }

  void write(const std::string& folder) const {
    put(folder + "/pictures.f32", {pictures_});
    put(folder + "/weights.f32", network_.parameters());
  }

 private:
  static models::ModelOptions options_with(double dropout) {
    models::ModelOptions options;
    options.dropout = dropout;
    return options;
  }

  at::Tensor forward() {
    const models::Pass pass{
        .mode = models::Mode::TRAIN, .dropout_key = 1, .step = static_cast<uint64_t>(adam_.steps())};
    return models::cross_entropy_sum(network_.forward(pictures_, pass), labels_);
  }

  static void put(const std::string& path, const std::vector<at::Tensor>& tensors) {
    std::ofstream file(path, std::ios::binary);
    for (const at::Tensor& tensor : tensors) {
      const at::Tensor whole = tensor.detach().contiguous();
      file.write(static_cast<const char*>(whole.data_ptr()), static_cast<std::streamsize>(whole.nbytes()));
    }
  }

  const models::Architecture& architecture_;
  models::Network network_;
  models::FlatParameters flat_;
  models::KerasAdam adam_;
  at::Tensor pictures_, labels_;
};

double milliseconds_of_a_step(Student& student) {
  const auto start = std::chrono::steady_clock::now();
  student.step();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_student_steps THREADS ROWS DROPOUT\n";
    return 2;
  }
  models::keep_freed_memory();
  at::set_num_threads(std::atoi(argv[1]));
  at::manual_seed(1);
  Student student(std::atoll(argv[2]), std::atof(argv[3]));
  std::string command, argument;
  while (std::cin >> command) {
    if (command == "count") {
      std::cout << student.parameters() << std::endl;
      continue;
    }
    std::cin >> argument;
    if (command == "steps") {
      for (int i = 0; i < std::stoi(argument); ++i) std::cout << milliseconds_of_a_step(student) << ' ';
      std::cout << std::endl;
    } else if (command == "write") {
      student.write(argument);
      std::cout.precision(9);
      std::cout << student.loss() << std::endl;
    } else {
      std::cerr << "bench_student_steps: what is '" << command << "'?\n";
      return 2;
    }
  }
}
