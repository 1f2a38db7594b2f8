#include "sim/cell_picture.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/normal_pair.hpp"

namespace sim {
namespace {

constexpr double kSide = static_cast<double>(kCellPictureSide);  // pixels

struct Cell {
  double x, y, radius;  // pixels
  double brightness;    // grey value in the middle
};

/// Next to another cell, or anywhere.
Cell placed(const std::vector<Cell>& others, double clumped, Cell cell, RandomStream& random) {
  const bool beside = random.uniform() < clumped && !others.empty();
  const double first = random.uniform(), second = random.uniform();
  const double angle = 2 * std::numbers::pi * random.uniform();
  cell.x = first * kSide;
  cell.y = second * kSide;
  if (!beside) return cell;
  const Cell& other = others[static_cast<std::size_t>(first * static_cast<double>(others.size()))];
  const double distance = (1.1 + 0.5 * second) * other.radius;
  // What would leave the picture comes in from the other side: clumps lose no cells at the edges.
  cell.x = std::fmod(other.x + distance * std::cos(angle) + kSide, kSide);
  cell.y = std::fmod(other.y + distance * std::sin(angle) + kSide, kSide);
  return cell;
}

std::vector<Cell> cells_of(const Phenotype& phenotype, RandomStream& random) {
  const double count = std::clamp(38 * std::exp(0.55 * phenotype.growth), 8.0, 180.0);
  const double radius = std::clamp(2.8 * std::exp(0.12 * phenotype.activation), 1.6, 6.0);
  const double brightness = 45 * std::exp(0.35 * phenotype.activation);
  const double clumped = 0.8 / (1 + std::exp(-2 * (phenotype.clumping - 1)));
  std::vector<Cell> cells;
  for (int i = 0; i < static_cast<int>(std::lround(count)); ++i) {
    const double size = random.uniform(0.85, 1.15);
    const double shade = random.uniform(0.8, 1.2);
    cells.push_back(placed(cells, clumped, {0, 0, radius * size, brightness * shade}, random));
  }
  return cells;
}

/// Adds a cell's light: full in the middle, none from its rim on.
void add(const Cell& cell, std::vector<double>& light) {
  const auto from = [](double place) { return std::max<std::int64_t>(0, std::lround(std::ceil(place))); };
  const auto to = [](double place) {
    return std::min<std::int64_t>(kCellPictureSide - 1, std::lround(std::floor(place)));
  };
  for (std::int64_t y = from(cell.y - cell.radius); y <= to(cell.y + cell.radius); ++y) {
    for (std::int64_t x = from(cell.x - cell.radius); x <= to(cell.x + cell.radius); ++x) {
      const double dx = (static_cast<double>(x) - cell.x) / cell.radius;
      const double dy = (static_cast<double>(y) - cell.y) / cell.radius;
      const double inside = std::max(0.0, 1 - dx * dx - dy * dy);
      light[y * kCellPictureSide + x] += cell.brightness * std::sqrt(inside);
    }
  }
}

}  // namespace

double normal(RandomStream& random) {
  const std::uint64_t bits = random.bits();
  return normal_pair(static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32U)).real;
}

std::vector<float> draw_cells(const Phenotype& phenotype, const Camera& camera, RandomStream& random) {
  constexpr double background = 14;
  std::vector<double> light(kCellPictureSide * kCellPictureSide, background);
  for (const Cell& cell : cells_of(phenotype, random)) add(cell, light);
  std::vector<float> pixels;
  pixels.reserve(light.size());
  for (const double value : light) {
    const double signal = camera.light * value;
    const double spread =
        camera.noise * std::sqrt(4 + 0.2 * signal);  // of the sensor, and of the light's quanta
    pixels.push_back(
        static_cast<float>(std::clamp(std::round(signal + spread * normal(random)), 0.0, 255.0)));
  }
  return pixels;
}

}  // namespace sim
