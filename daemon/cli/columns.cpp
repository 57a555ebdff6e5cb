#include "daemon/cli/columns.hpp"

#include <algorithm>
#include <cwchar>

#include <locale.h>

namespace rosterd::cli
{

namespace
{

// wcwidth() and mbrtowc() go by the thread's locale; the process's own stays as it is.
class InUtf8
{
public:
    InUtf8() : before_{uselocale(utf8())} {}
    ~InUtf8() { uselocale(before_); }
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;

private:
    static locale_t utf8()
    {
        static const locale_t one = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return one;
    }
    locale_t before_;
};

struct Character {
    std::size_t bytes = 1;
    std::size_t cells = 1;
    bool printable = true;
};

Character character_at(const std::string& text, std::size_t at)
{
    wchar_t wide = 0;
    std::mbstate_t state{};
    const std::size_t bytes = std::mbrtowc(&wide, text.data() + at, text.size() - at, &state);
    if (bytes == 0 || bytes > text.size() - at) { // a zero, or no UTF-8
        return {1, 1, false};
    }
    const int cells = ::wcwidth(wide);
    return cells < 0 ? Character{bytes, 1, false}
                     : Character{bytes, static_cast<std::size_t>(cells), true};
}

} // namespace

std::size_t cells_of(const std::string& text)
{
    const InUtf8 utf8;
    std::size_t cells = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        cells += one.cells;
        at += one.bytes;
    }
    return cells;
}

std::string in_cells(const std::string& text, std::size_t cells)
{
    const bool whole = cells_of(text) <= cells;
    const InUtf8 utf8;
    const std::size_t room = whole ? cells : cells - std::min<std::size_t>(cells, 1);
    std::string out;
    std::size_t taken = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        if (taken + one.cells > room) {
            break;
        }
        out += one.printable ? text.substr(at, one.bytes) : " ";
        taken += one.cells;
        at += one.bytes;
    }
    if (!whole && cells > 0) {
        out += "…";
        ++taken;
    }
    return out + std::string(cells - taken, ' ');
}

std::string in_columns(const std::vector<std::string>& headings,
                       const std::vector<std::vector<std::string>>& rows, std::size_t most)
{
    std::vector<std::vector<std::string>> all{headings};
    all.insert(all.end(), rows.begin(), rows.end());
    std::vector<std::size_t> widths(headings.size(), 0);
    for (const auto& row : all) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::min(most, std::max(widths[i], cells_of(row[i])));
        }
    }
    std::string out;
    for (const auto& row : all) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            line += in_cells(row[i], last ? cells_of(row[i]) : widths[i]) + (last ? "" : "  ");
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

} // namespace rosterd::cli
