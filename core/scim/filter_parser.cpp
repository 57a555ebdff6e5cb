#include <optional>

#include "core/scim/filter_scanner.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

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
    Parser(std::string_view text, const char* fault) : scan_{text, fault} {}

    Answer<Filter> whole_filter()
    {
        auto filter = any_of(0, false);
        if (filter && !scan_.at_end()) {
            return scan_.wrong("'and', 'or' or the end");
        }
        return filter;
    }

    Answer<PatchPath> whole_path()
    {
        auto path = scan_.attribute();
        if (!path) {
            return tl::unexpected(path.error());
        }
        PatchPath out{std::move(*path), std::nullopt};
        if (scan_.peek() == '[') {
            auto where = bracketed(out.path, 0);
            if (!where) {
                return tl::unexpected(where.error());
            }
            out.where = std::move(*where);
            if (auto sub = scan_.sub_attribute(out.path); !sub) {
                return tl::unexpected(sub.error());
            }
        }
        return scan_.at_end() ? Answer<PatchPath>{std::move(out)}
                              : scan_.wrong("the end of the path");
    }

private:
    using Term = Answer<Filter> (Parser::*)(int, bool);

    // One or more terms with `word` between them.
    Answer<Filter> joined(Filter::Kind kind, std::string_view word, Term term, int depth,
                          bool within)
    {
        auto first = (this->*term)(depth, within);
        if (!first || !scan_.take_word(word)) {
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
        } while (scan_.take_word(word));
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
            return scan_.refused("more than " + std::to_string(kDeepestFilter) +
                                 " brackets stand within one another");
        }
        scan_.skip_blanks();
        if (scan_.peek() == '(') {
            return in_parentheses(depth, within);
        }
        const std::size_t before = scan_.place();
        if (scan_.take_word("not")) {
            scan_.skip_blanks();
            if (scan_.peek() != '(') {
                scan_.go_back(before);
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
        scan_.skip(1);
        auto inner = any_of(depth + 1, within);
        scan_.skip_blanks();
        if (inner && scan_.peek() != ')') {
            return scan_.wrong("')'");
        }
        scan_.skip(1);
        return inner;
    }

    Answer<Filter> comparison(int depth, bool within)
    {
        auto path = scan_.attribute();
        if (!path) {
            return tl::unexpected(path.error());
        }
        Filter out;
        out.path = std::move(*path);
        if (scan_.peek() == '[' && !within) {
            auto inner = bracketed(out.path, depth);
            if (!inner) {
                return inner;
            }
            out.parts.push_back(std::move(*inner));
            const auto sub = scan_.sub_attribute(out.path);
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
        scan_.skip_blanks();
        const auto word = scan_.next_word();
        const auto compare = compare_named(word);
        if (!compare) {
            return scan_.wrong("one of eq ne co sw ew gt ge lt le pr");
        }
        scan_.skip(word.size());
        out.compare = *compare;
        if (*compare == Compare::pr) {
            return out;
        }
        auto value = scan_.literal();
        if (!value) {
            return tl::unexpected(value.error());
        }
        const bool equality = *compare == Compare::eq || *compare == Compare::ne;
        const bool partial =
            *compare == Compare::co || *compare == Compare::sw || *compare == Compare::ew;
        if ((partial && !value->is_string()) || (!equality && !is_ordered(*value))) {
            return scan_.refused("'" + std::string{to_text(*compare)} + "' can't compare with " +
                                 value->dump());
        }
        out.value = std::move(*value);
        return out;
    }

    Answer<Filter> bracketed(const AttributePath& path, int depth)
    {
        if (!path.sub.empty()) {
            return scan_.wrong("an attribute without '.' before '['");
        }
        scan_.skip(1);
        auto inner = any_of(depth + 1, true);
        scan_.skip_blanks();
        if (inner && scan_.peek() != ']') {
            return scan_.wrong("']'");
        }
        scan_.skip(1);
        return inner;
    }

    FilterScanner scan_;
};

} // namespace

Answer<Filter> parse_filter(std::string_view text)
{
    if (text.size() > kLongestFilter) {
        return refuse("invalidFilter",
                      "the filter is longer than " + std::to_string(kLongestFilter) + " bytes");
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