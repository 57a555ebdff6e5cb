#include "connectors/process/words.hpp"

#include <algorithm>
#include <utility>

#include "connectors/sdk/encoding.hpp"

namespace rosterd::process
{

namespace
{

constexpr std::size_t kShortestSecret = 4; // "1" and "cn" are no secrets, and are in every line

void hide(std::string& text, const std::string& secret)
{
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += 4) {
        text.replace(at, secret.size(), "****");
    }
}

std::string as_utf8(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t good = sdk::valid_utf8_prefix(text);
        out.append(text.substr(0, good));
        text.remove_prefix(good);
        if (!text.empty()) {
            out += '?';
            text.remove_prefix(1);
        }
    }
    return out;
}

} // namespace

Words::Words(std::function<void(std::string)> log, std::vector<std::string> secrets,
             std::size_t most_lines)
    : log_{std::move(log)}, secrets_{std::move(secrets)}, most_lines_{most_lines}
{
    std::erase_if(secrets_, [](const std::string& one) { return one.size() < kShortestSecret; });
    std::sort(secrets_.begin(), secrets_.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
}

std::string Words::clean(std::string_view text) const
{
    std::string out{text};
    for (const std::string& secret : secrets_) {
        hide(out, secret);
    }
    const bool cut = out.size() > kMostBytes;
    out = as_utf8(std::string_view{out}.substr(0, kMostBytes));
    std::replace_if(
        out.begin(), out.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }, ' ');
    return cut ? out + " ..." : out;
}

void Words::say(std::string_view line)
{
    std::string text = clean(line);
    if (text.find_first_not_of(' ') == std::string::npos) {
        return;
    }
    last_ = text;
    if (++lines_ <= most_lines_ && log_) {
        log_(std::move(text));
    }
}

void Words::add(std::string_view block)
{
    cutter_.add(block);
    while (const auto line = cutter_.next()) {
        if (!std::exchange(skipping_, false)) {
            say(*line);
        }
    }
    if (cutter_.too_long()) {
        if (!skipping_) {
            say(cutter_.rest());
        }
        skipping_ = true;
        cutter_.drop_rest();
    }
}

void Words::end()
{
    if (!skipping_) {
        say(cutter_.rest());
    }
    cutter_.drop_rest();
    if (lines_ > most_lines_ && log_) {
        log_("... and " + std::to_string(lines_ - most_lines_) + " lines more, which are left out");
    }
}

} // namespace rosterd::process
