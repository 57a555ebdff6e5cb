#include <array>

#include "core/scim/filter.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_part_of_path(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ':' ||
           c == '$';
}

std::optional<Compare> compare_named(std::string_view word)
{
    for (const Compare one : {Compare::eq, Compare::ne, Compare::co, Compare::sw, Compare::ew,
                              Compare::gt, Compare::ge, Compare::lt, Compare::le, Compare::pr}) {
        if (same_word(word, to_text(one))) {
            return one;
        }
    }
    return std::nullopt;
}

bool is_ordered(const Json& value)
{
    return value.is_string() || value.is_number();
}

class Parser
{
public:
    Parser(std::string_view text, const char* fault) : text_{text}, fault_{fault} {}

    Answer<Filter> whole_filter()
    {
        auto filter = any_of(0, false);
        if (filter && !at_end()) {
            return wrong("'and', 'or' or the end");
        }
        return filter;
    }

    Answer<PatchPath> whole_path()
    {
        auto path = attribute();
        if (!path) {
            return tl::unexpected(path.error());
        }
        PatchPath out{std::move(*path), std::nullopt};
        if (peek() == '[') {
            auto where = bracketed(out.path, 0);
            if (!where) {
                return tl::unexpected(where.error());
            }
            out.where = std::move(*where);
            if (auto sub = sub_attribute(out.path); !sub) {
                return tl::unexpected(sub.error());
            }
        }
        return at_end() ? Answer<PatchPath>{std::move(out)} : wrong("the end of the path");
    }

private:
    tl::unexpected<Fault> wrong(const std::string& wanted) const
    {
        return refuse(fault_, wanted + " is missing at character " + std::to_string(at_ + 1) +
                                  " of: " + std::string{text_.substr(0, 200)});
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_blanks()
    {
        while (peek() == ' ' || peek() == '\t') {
            ++at_;
        }
    }
    bool at_end()
    {
        skip_blanks();
        return at_ == text_.size();
    }
    std::string_view next_word() const
    {
        std::size_t end = at_;
        while (end < text_.size() && is_part_of_path(text_[end])) {
            ++end;
        }
        return text_.substr(at_, end - at_);
    }
    bool take_word(std::string_view word)
    {
        skip_blanks();
        const bool taken = same_word(next_word(), word);
        at_ += taken ? word.size() : 0;
        return taken;
    }

    using Term = Answer<Filter> (Parser::*)(int, bool);

    // One or more terms with `word` between them.
    Answer<Filter> joined(Filter::Kind kind, std::string_view word, Term term, int depth,
                          bool within)
    {
        auto first = (this->*term)(depth, within);
        if (!first || !take_word(word)) {
            return first;
        }
        Filter out;
        out.kind = kind;
        out.parts.push_back(std::move(*first));
        do {
            auto next = (this->*term)(depth, within);
            if (!next) {
                return next;
            }
            out.parts.push_back(std::move(*next));
        } while (take_word(word));
        return out;
    }

    // `within`: inside brackets, where there are no further ones (valFilter of the grammar).
    Answer<Filter> any_of(int depth, bool within)
    {
        return joined(Filter::Kind::any, "or", &Parser::all_of, depth, within);
    }
    Answer<Filter> all_of(int depth, bool within)
    {
        return joined(Filter::Kind::all, "and", &Parser::factor, depth, within);
    }

    Answer<Filter> factor(int depth, bool within)
    {
        if (depth >= kDeepestFilter) {
            return refuse(fault_, "more than " + std::to_string(kDeepestFilter) +
                                      " brackets stand within one another");
        }
        skip_blanks();
        if (peek() == '(') {
            return in_parentheses(depth, within);
        }
        const std::size_t before = at_;
        if (take_word("not")) {
            skip_blanks();
            if (peek() != '(') {
                at_ = before;
                return comparison(depth, within);
            }
            auto inner = in_parentheses(depth, within);
            if (!inner) {
                return inner;
            }
            Filter out;
            out.kind = Filter::Kind::negation;
            out.parts.push_back(std::move(*inner));
            return out;
        }
        return comparison(depth, within);
    }

    Answer<Filter> in_parentheses(int depth, bool within)
    {
        ++at_;
        auto inner = any_of(depth + 1, within);
        skip_blanks();
        if (inner && peek() != ')') {
            return wrong("')'");
        }
        ++at_;
        return inner;
    }

    Answer<Filter> comparison(int depth, bool within)
    {
        auto path = attribute();
        if (!path) {
            return tl::unexpected(path.error());
        }
        Filter out;
        out.path = std::move(*path);
        if (peek() == '[' && !within) {
            auto inner = bracketed(out.path, depth);
            if (!inner) {
                return inner;
            }
            out.parts.push_back(std::move(*inner));
            const auto sub = sub_attribute(out.path);
            if (!sub) {
                return tl::unexpected(sub.error());
            }
            if (out.path.sub.empty()) {
                out.kind = Filter::Kind::element;
                return out;
            }
        }
        return compared(std::move(out));
    }

    Answer<Filter> compared(Filter out)
    {
        skip_blanks();
        const auto word = next_word();
        const auto compare = compare_named(word);
        if (!compare) {
            return wrong("one of eq ne co sw ew gt ge lt le pr");
        }
        at_ += word.size();
        out.compare = *compare;
        if (*compare == Compare::pr) {
            return out;
        }
        auto value = literal();
        if (!value) {
            return tl::unexpected(value.error());
        }
        const bool equality = *compare == Compare::eq || *compare == Compare::ne;
        const bool partial =
            *compare == Compare::co || *compare == Compare::sw || *compare == Compare::ew;
        if ((partial && !value->is_string()) || (!equality && !is_ordered(*value))) {
            return refuse(fault_, "'" + std::string{to_text(*compare)} + "' can't compare with " +
                                      value->dump());
        }
        out.value = std::move(*value);
        return out;
    }

    Answer<Filter> bracketed(const AttributePath& path, int depth)
    {
        if (!path.sub.empty()) {
            return wrong("an attribute without '.' before '['");
        }
        ++at_;
        auto inner = any_of(depth + 1, true);
        skip_blanks();
        if (inner && peek() != ']') {
            return wrong("']'");
        }
        ++at_;
        return inner;
    }

    // What may follow a bracket: ".value"
    Answer<void> sub_attribute(AttributePath& path)
    {
        if (peek() != '.') {
            return {};
        }
        ++at_;
        const auto word = next_word();
        if (word.empty() || word.find_first_of(".:") != std::string_view::npos) {
            return wrong("an attribute's name");
        }
        at_ += word.size();
        path.sub = word;
        return {};
    }

    Answer<AttributePath> attribute()
    {
        skip_blanks();
        const auto word = next_word();
        AttributePath out;
        const auto colon = word.rfind(':');
        if (colon != std::string_view::npos) {
            out.schema = word.substr(0, colon);
        }
        const auto local = colon == std::string_view::npos ? word : word.substr(colon + 1);
        const auto dot = local.find('.');
        out.name = local.substr(0, dot);
        if (dot != std::string_view::npos) {
            out.sub = local.substr(dot + 1);
        }
        const bool named = !out.name.empty() && (is_letter(out.name[0]) || out.name[0] == '$') &&
                           out.sub.find('.') == std::string::npos &&
                           (dot == std::string_view::npos || !out.sub.empty()) &&
                           (colon == std::string_view::npos || !out.schema.empty());
        if (!named) {
            return wrong("an attribute's name");
        }
        at_ += word.size();
        return out;
    }

    Answer<Json> literal()
    {
        skip_blanks();
        std::size_t end = at_;
        if (peek() == '"') {
            for (++end; end < text_.size() && text_[end] != '"'; ++end) {
                end += text_[end] == '\\' ? 1 : 0;
            }
            end = std::min(end + 1, text_.size());
        } else {
            while (end < text_.size() && (is_part_of_path(text_[end]) || text_[end] == '+')) {
                ++end;
            }
        }
        const auto token = text_.substr(at_, end - at_);
        Json value = Json::parse(token, nullptr, false);
        for (const char* word : {"true", "false", "null"}) { // Entra writes True and False
            if (same_word(token, word)) {
                value = Json::parse(word);
            }
        }
        if (value.is_discarded()) {
            return wrong("a value (\"text\", number, true, false or null)");
        }
        at_ = end;
        return value;
    }

    std::string_view text_;
    const char* fault_;
    std::size_t at_ = 0;
};

} // namespace

Answer<Filter> parse_filter(std::string_view text)
{
    if (text.size() > kLongestFilter) {
        return refuse("invalidFilter", "the filter is longer than " +
                                           std::to_string(kLongestFilter) + " bytes");
    }
    return Parser{text, "invalidFilter"}.whole_filter();
}

Answer<PatchPath> parse_path(std::string_view text)
{
    if (text.size() > kLongestFilter) {
        return refuse("invalidPath",
                      "the path is longer than " + std::to_string(kLongestFilter) + " bytes");
    }
    return Parser{text, "invalidPath"}.whole_path();
}

} // namespace rosterd::scim
