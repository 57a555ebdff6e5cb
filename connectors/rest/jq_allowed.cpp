// Which jq may stand in a definition. The words are looked for outside of texts.
#include <array>

#include "connectors/rest/jq.hpp"

namespace rosterd::rest
{

namespace
{

struct Refused {
    std::string_view word, why, write;
};

constexpr std::array<Refused, 24> kRefused{{
    {"env", "shows rosterd's environment", "a setting: $settings.NAME"},
    {"$ENV", "shows rosterd's environment", "a setting: $settings.NAME"},
    {"input", "reads other input", "'.' for the value at hand"},
    {"inputs", "reads other input", "'.' for the value at hand"},
    {"debug", "writes to standard error", "the expression without it"},
    {"stderr", "writes to standard error", "the expression without it"},
    {"input_filename", "there is no file", "the expression without it"},
    {"input_line_number", "there is no file", "the expression without it"},
    {"import", "reads files", "the expression itself"},
    {"include", "reads files", "the expression itself"},
    {"modulemeta", "reads files", "the expression itself"},
    {"get_search_list", "reads files", "the expression itself"},
    {"halt", "ends the program", "error(\"...\")"},
    {"halt_error", "ends the program", "error(\"...\")"},
    {"now", "is another each time", "$now or $today"},
    {"localtime", "depends on the machine", "gmtime"},
    {"strflocaltime", "depends on the machine", "strftime"},
    {"def", "may never end", "the expression itself"},
    {"repeat", "may never end", "map, reduce or foreach"},
    {"while", "may never end", "map, reduce or foreach"},
    {"until", "may never end", "map, reduce or foreach"},
    {"infinite", "may never end", "a number"},
    {"$__prog_args", "is jq's own", "a setting: $settings.NAME"},
    {"$__loc__", "is jq's own", "the expression without it"},
}};

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The words of an expression; those that are keys (.now) or in texts are no words of jq.
class Words
{
public:
    explicit Words(const std::string& text) : text_{text} {}

    // Empty at the end.
    std::string next()
    {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || (c == ')' && !depths_.empty() && depth_ == depths_.back())) {
                skip_text(c == ')');
            } else if (c == '(' || c == ')') {
                depth_ += c == '(' ? 1 : -1;
                ++at_;
            } else if (is_word(c) || c == '$') {
                if (std::string word = take(); !word.empty()) {
                    return word;
                }
            } else {
                ++at_;
            }
        }
        return {};
    }

private:
    // From a quotation mark, or from the end of \( ), to the end of the text or the next \(.
    void skip_text(bool inside)
    {
        if (inside) {
            depths_.pop_back();
        }
        ++at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '(') {
                depths_.push_back(depth_);
                at_ += 2;
                return;
            }
            at_ += text_[at_] == '\\' ? 2 : 1;
        }
        ++at_;
    }

    std::string take()
    {
        const std::size_t begin = at_++;
        while (at_ < text_.size() && is_word(text_[at_])) {
            ++at_;
        }
        const bool is_key = begin > 0 && text_[begin - 1] == '.';
        const auto after = text_.find_first_not_of(' ', at_);
        const bool names_value = after != std::string::npos && text_[after] == ':';
        return is_key || names_value ? std::string{} : text_.substr(begin, at_ - begin);
    }

    const std::string& text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::vector<int> depths_; // of the parentheses outside each \( )
};

} // namespace

std::string fault_of_jq(const std::string& expression, std::string& write)
{
    Words words{expression};
    for (std::string word = words.next(); !word.empty(); word = words.next()) {
        for (const Refused& refused : kRefused) {
            if (word == refused.word) {
                write = refused.write;
                return "jq's '" + word + "' " + std::string{refused.why};
            }
        }
    }
    return {};
}

} // namespace rosterd::rest
