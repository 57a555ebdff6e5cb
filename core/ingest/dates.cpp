#include "core/ingest/dates.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

using MaybeDate = std::optional<model::Date>;

// What a date is made of: numbers with their widths, and the month's name where there is one.
struct Pieces {
    std::vector<std::string> numbers;
    std::vector<std::string> words;
    std::string separators; // one letter for what stands between: '-' '/' '.' ' ' or 'c' (年月日)
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int number(std::string_view digits)
{
    int value = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

MaybeDate date_of(int year, int month, int day)
{
    if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const model::Date date{std::chrono::year{year},
                           std::chrono::month{static_cast<unsigned>(month)},
                           std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// h:mm, hh:mm:ss, hh:mm:ss.fff, each with Z or an offset or AM/PM.
bool is_time_of_day(std::string_view text)
{
    const auto colon = text.find(':');
    return (colon == 1 || colon == 2) && is_digit(text.front()) && text.size() <= 32 &&
           text.find_first_not_of("0123456789:.+-ZzAPMapm ") == std::string_view::npos;
}

// The part before a time of day; the whole text where there is none.
std::string_view without_time(std::string_view text)
{
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if ((text[at] == ' ' || text[at] == 'T') && is_time_of_day(text.substr(at + 1))) {
            return text.substr(0, at);
        }
    }
    return text;
}

// The one mark in a run of marks and spaces; a space where there are only spaces.
std::optional<char> separator_in(std::string_view run)
{
    const std::string_view mark = trimmed(run);
    return run.empty() || mark.size() > 1 ? std::nullopt
                                          : std::optional{mark.empty() ? ' ' : mark.front()};
}

std::optional<Pieces> pieces_of(std::string_view text)
{
    Pieces out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) {
            ++at;
        }
        if (at > begin) {
            out.numbers.emplace_back(text.substr(begin, at - begin));
            continue;
        }
        while (at < text.size() && is_letter(text[at])) {
            ++at;
        }
        if (at > begin) {
            out.words.emplace_back(to_lower_ascii(text.substr(begin, at - begin)));
            continue;
        }
        const std::size_t end = text.find_first_not_of("-/., ", begin);
        const auto mark = separator_in(text.substr(begin, end - begin));
        if (end == std::string_view::npos || !mark) {
            return std::nullopt; // something else, or nothing follows
        }
        out.separators += *mark;
        at = end;
    }
    return out;
}

int month_named(const std::string& word)
{
    constexpr std::array<std::string_view, 12> months{
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (word.size() >= 3 && months[i].starts_with(word)) {
            return static_cast<int>(i) + 1;
        }
    }
    return word == "sept" ? 9 : 0;
}

MaybeDate with_month_name(const Pieces& pieces)
{
    if (pieces.words.size() != 1 || pieces.numbers.size() != 2) {
        return std::nullopt;
    }
    const int month = month_named(pieces.words[0]);
    const bool year_first = pieces.numbers[0].size() == 4;
    const std::string& year = pieces.numbers[year_first ? 0 : 1];
    const std::string& day = pieces.numbers[year_first ? 1 : 0];
    return year.size() == 4 && day.size() <= 2 ? date_of(number(year), month, number(day))
                                               : std::nullopt;
}

Cleaned<MaybeDate> invalid()
{
    return {std::nullopt, {{"date.invalid", {}, {}}}};
}

// d/M/yyyy or M/d/yyyy.
Cleaned<MaybeDate> with_year_last(int first, int second, int year)
{
    const MaybeDate day_first = date_of(year, second, first);
    const MaybeDate month_first = date_of(year, first, second);
    if (day_first && month_first && *day_first != *month_first) {
        return {
            std::nullopt,
            {{"date.ambiguous",
              {},
              {{"one", model::to_string(*day_first)}, {"other", model::to_string(*month_first)}}}}};
    }
    if (!day_first && !month_first) {
        return invalid();
    }
    return {day_first ? day_first : month_first, {}};
}

// Days since 1899-12-30, as the 1900 system counts after its invented 29 February 1900.
Cleaned<MaybeDate> from_serial(std::string_view digits)
{
    const model::Date date{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} +
                           std::chrono::days{number(digits)}};
    return {date, {{"date.serial", model::to_string(date), {}}}};
}

// Five digits, perhaps with a time of day as a fraction: 1927 to 2173.
bool is_serial(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const bool fraction =
        point == std::string_view::npos ||
        (point + 1 < text.size() &&
         text.find_first_not_of("0123456789", point + 1) == std::string_view::npos);
    return whole.size() == 5 && whole.front() != '0' && fraction &&
           whole.find_first_not_of("0123456789") == std::string_view::npos;
}

Cleaned<MaybeDate> from_pieces(const Pieces& pieces)
{
    if (const auto named = with_month_name(pieces)) {
        return {named, {}};
    }
    const auto& n = pieces.numbers;
    if (!pieces.words.empty()) {
        return invalid();
    }
    if (n.size() == 1 && n[0].size() == 8) {
        const std::string_view digits = n[0];
        const MaybeDate date = date_of(number(digits.substr(0, 4)), number(digits.substr(4, 2)),
                                       number(digits.substr(6, 2)));
        return date ? Cleaned<MaybeDate>{date, {}} : invalid();
    }
    const bool three = n.size() == 3 && n[1].size() <= 2 && pieces.separators.size() == 2 &&
                       pieces.separators[0] == pieces.separators[1];
    if (three && n[0].size() == 4 && n[2].size() <= 2) {
        const MaybeDate date = date_of(number(n[0]), number(n[1]), number(n[2]));
        return date ? Cleaned<MaybeDate>{date, {}} : invalid();
    }
    if (three && n[0].size() <= 2 && n[2].size() == 4) {
        return with_year_last(number(n[0]), number(n[1]), number(n[2]));
    }
    return invalid();
}

} // namespace

Cleaned<MaybeDate> clean_date(const std::string& text)
{
    if (text.empty()) {
        return {};
    }
    if (const MaybeDate iso = model::parse_date(text);
        iso && iso->year() >= std::chrono::year{1900}) {
        return {iso, {}};
    }
    if (is_serial(text)) {
        return from_serial(std::string_view{text}.substr(0, 5));
    }
    std::string plain = text;
    for (const std::string_view mark : {"年", "月"}) {
        replace_all(plain, mark, "-");
    }
    for (const std::string_view mark : {"日", "号", "號"}) {
        replace_all(plain, mark, " ");
    }
    const auto pieces = pieces_of(without_time(trimmed(plain)));
    return pieces ? from_pieces(*pieces) : invalid();
}

} // namespace rosterd::ingest
