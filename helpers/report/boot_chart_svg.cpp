// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "report/boot_chart.h"

namespace linuxbake::report {
namespace {

// Pixels. A chart is a title, a bar of the phases, their names, and a line for each of the waits.
constexpr int margin = 24, width = 912, bar_height = 40, row = 20, text_size = 13;
constexpr int wait_end = 372, wait_text = 380;  // of the bars of the waits, and their lines
constexpr std::size_t longest_text = 70;

constexpr std::array<const char*, 4> colours = {"#8d99ae", "#457b9d", "#e9a03b", "#2a9d8f"};

// Text between tags. Control characters, which XML cannot have, are left out.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (static_cast<unsigned char>(c) >= ' ' && static_cast<unsigned char>(c) < 0x7f) {
      result += c;
    }
  }
  return result;
}

std::string text_at(double x, int y, std::string_view text, std::string_view more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{}\"{}>{}</text>\n", x, y, more, escaped(text));
}

std::string rectangle(double x, int y, double wide, int high, const char* colour,
                      std::string_view title) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\">"
      "<title>{}</title></rect>\n",
      x, y, wide, high, colour, escaped(title));
}

class Drawing {
 public:
  void chart(const BootChart& chart) {
    if (chart.phases.empty()) return;
    total_ = chart.phases.back().end;
    unit_ = chart.unit;
    y_ += row;
    text_ += text_at(margin, y_, fmt::format("{}: {} to the shell", chart.title, amount(total_)),
                     " font-weight=\"bold\"");
    y_ += row / 2;
    phases(chart.phases);
    waits(chart.waits);
    y_ += row;
  }

  [[nodiscard]] std::string svg() const {
    const int height = y_ + margin;
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
               "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"{2}\">\n"
               "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
               width + 2 * margin, height, text_size) +
           text_ + "</svg>\n";
  }

 private:
  [[nodiscard]] std::string amount(double value) const {
    return fmt::format("{:.2f} {}", value, unit_);
  }
  [[nodiscard]] double x_of(double value) const { return margin + value / total_ * width; }

  void phases(const std::vector<Phase>& phases) {
    const int names = y_ + bar_height + row;
    for (std::size_t i = 0; i < phases.size(); ++i) {
      const Phase& phase = phases[i];
      const char* colour = colours[(i + colours.size() - phases.size()) % colours.size()];
      const std::string words = fmt::format("{}: {}", phase.name, amount(phase.end - phase.begin));
      text_ += rectangle(x_of(phase.begin), y_, x_of(phase.end) - x_of(phase.begin), bar_height,
                         colour, words);
      // Below each other, because the narrowest phases have the longest names.
      const int line = names + static_cast<int>(i) * row;
      text_ += rectangle(margin, line - 10, 10, 10, colour, phase.name);
      text_ +=
          text_at(margin + 18, line,
                  fmt::format("{} ({:.0f} %)", words, 100 * (phase.end - phase.begin) / total_));
    }
    y_ = names + static_cast<int>(phases.size()) * row;
  }

  void waits(const std::vector<Wait>& waits) {
    if (waits.empty()) return;
    text_ += text_at(margin, y_, "The longest waits, and the line of the console before each",
                     " fill=\"#555555\"");
    for (const Wait& wait : waits) {
      y_ += row;
      const double scale = static_cast<double>(wait_end - margin) / width;
      const double left = margin + (x_of(wait.begin) - margin) * scale;
      const double wide = std::max(1.0, (x_of(wait.end) - x_of(wait.begin)) * scale);
      text_ += rectangle(left, y_ - 11, wide, 13, "#c8553d", amount(wait.end - wait.begin));
      text_ += text_at(
          wait_text, y_,
          fmt::format("{:.2f}  {}", wait.end - wait.begin, wait.text.substr(0, longest_text)));
    }
    y_ += row;
  }

  int y_ = margin;
  double total_ = 1;
  std::string unit_, text_;
};

}  // namespace

std::string boot_chart_svg(const std::vector<BootChart>& charts) {
  Drawing drawing;
  for (const BootChart& chart : charts) drawing.chart(chart);
  return drawing.svg();
}

}  // namespace linuxbake::report
