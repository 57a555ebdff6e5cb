#include "connectors/rest/jq.hpp"

#include <algorithm>
#include <array>

#include "connectors/rest/jq_prelude.hpp"
#include "connectors/rest/jq_value.hpp"

extern "C" {
#include <jq.h>
}

namespace rosterd::rest
{

namespace
{

using model::Json;

struct Program {
    jq_state* state = jq_init();
    std::string said; // by jq, of what it could not compile

    Program()
    {
        jq_set_error_cb(
            state,
            [](void* self, jv message) {
                const jv text = jq_format_error(message);
                auto& out = static_cast<Program*>(self)->said;
                out += (out.empty() ? "" : "; ") + std::string{jv_string_value(text)};
                jv_free(text);
            },
            this);
    }
    ~Program() { jq_teardown(&state); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    bool compile(const std::string& text)
    {
        return jq_compile(state, (std::string{kJqPrelude} + text).c_str()) != 0;
    }
};

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The keys of a mere path such as .a.b, or of .a.b[]: its last key is then "[]". nullopt for
// anything else.
std::optional<std::vector<std::string>> path_of(std::string text)
{
    std::vector<std::string> keys;
    const bool each = text.ends_with("[]");
    text.resize(text.size() - (each ? 2 : 0));
    if (each && text == ".") {
        return {{"[]"}};
    }
    std::size_t at = 0;
    while (at < text.size() && text[at] == '.') {
        std::size_t end = at + 1;
        while (end < text.size() && is_word(text[end])) {
            ++end;
        }
        if (end == at + 1 || (text[at + 1] >= '0' && text[at + 1] <= '9')) {
            return std::nullopt;
        }
        keys.push_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    if (at != text.size() || keys.empty()) {
        return std::nullopt;
    }
    if (each) {
        keys.emplace_back("[]");
    }
    return keys;
}

Jq::Outcome each_of(const Json& list)
{
    if (!list.is_structured()) {
        return {{}, std::string{"a list is expected, and there is "} + list.type_name()};
    }
    return {{list.begin(), list.end()}, std::nullopt};
}

Jq::Outcome follow(const std::vector<std::string>& keys, const Json& input)
{
    static const Json nothing;
    const Json* at = &input;
    for (const std::string& key : keys) {
        if (key == "[]") {
            return each_of(*at);
        }
        if (at->is_null()) {
            continue;
        }
        if (!at->is_object()) {
            return {{},
                    "there is no '" + key + "' in what is " + at->type_name() + ", not an object"};
        }
        const auto found = at->find(key);
        at = found == at->end() ? &nothing : &*found;
    }
    return {{*at}, std::nullopt};
}

// Each expression's values, or what went wrong, without harm to the others.
std::string wrapped(const std::string& expression)
{
    return "(try [(" + expression +
           "\n)] catch {error: (if type == \"string\" then . else tojson end)})";
}

// jq counts lines from the prelude on; an expression is one line nearly always.
std::string without_place(std::string message)
{
    for (const std::string_view noise : {"jq: error: ", "jq: "}) {
        if (message.starts_with(noise)) {
            message.erase(0, noise.size());
        }
    }
    message = message.substr(0, message.find("; jq: "));
    for (const std::string_view noise : {" at <top-level>", " (Unix shell quoting issues?)"}) {
        const auto at = message.find(noise);
        if (at != std::string::npos) {
            message.erase(at, noise.size());
        }
    }
    message = message.substr(0, message.find(", line "));
    return message.substr(0, message.find('\n'));
}

} // namespace

struct JqVariables::State {
    jv values = jv_object();
    ~State() { jv_free(values); }
};

JqVariables::JqVariables() : state_{std::make_unique<State>()} {}
JqVariables::JqVariables(const Json& values) : JqVariables{}
{
    jv_free(state_->values);
    state_->values = to_jv(values);
}
JqVariables::~JqVariables() = default;
JqVariables::JqVariables(JqVariables&& other) noexcept = default;
JqVariables& JqVariables::operator=(JqVariables&& other) noexcept = default;

struct Jq::State {
    struct Expression {
        std::string text;
        Place place;
        std::optional<std::vector<std::string>> path;
    };
    std::vector<Expression> expressions;
    std::unique_ptr<Program> program; // null: every expression is a path

    void blame(const std::string& file, Faults& faults) const
    {
        for (const Expression& one : expressions) {
            Program alone;
            if (!one.path && !alone.compile(wrapped(one.text))) {
                faults.push_back({file, one.place,
                                  "jq does not understand this: " + without_place(alone.said),
                                  "an expression of jq 1.6, in quotes where it has ': ', '#' or a "
                                  "special character in front"});
            }
        }
    }
};

Jq::Jq() : state_{std::make_unique<State>()} {}
Jq::~Jq() = default;
Jq::Jq(Jq&&) noexcept = default;
Jq& Jq::operator=(Jq&&) noexcept = default;

std::size_t Jq::add(const Yaml& expression, const std::string& file, Faults& faults)
{
    std::string write;
    if (expression.kind != Yaml::Kind::scalar) {
        faults.push_back(
            {file, expression.place, "a jq expression is expected here", "such as .id"});
    } else if (std::string fault = fault_of_jq(expression.text, write); !fault.empty()) {
        faults.push_back({file, expression.place, std::move(fault), std::move(write)});
    } else {
        const std::size_t index = add(expression.text);
        state_->expressions.back().place = expression.place;
        return index;
    }
    return add("null");
}

std::size_t Jq::add(const std::string& expression)
{
    state_->expressions.push_back({expression, {}, path_of(expression)});
    return state_->expressions.size() - 1;
}

void Jq::compile(const std::string& file, Faults& faults)
{
    std::string text;
    for (const State::Expression& one : state_->expressions) {
        if (!one.path) {
            text += (text.empty() ? "[" : ", ") + wrapped(one.text);
        }
    }
    if (text.empty()) {
        return;
    }
    state_->program = std::make_unique<Program>();
    if (!state_->program->compile(text + "]")) {
        state_->blame(file, faults);
        state_->program.reset();
    }
}

const std::string& Jq::text(std::size_t index) const
{
    return state_->expressions[index].text;
}

std::vector<Jq::Outcome> Jq::run(const Json& input, const JqVariables& variables)
{
    Json computed = Json::array();
    if (state_->program) {
        jv asked = jv_object_set(jv_object(), jv_string("i"), to_jv(input));
        asked = jv_object_set(asked, jv_string("v"), jv_copy(variables.state_->values));
        jq_start(state_->program->state, asked, 0);
        computed = from_jv(jq_next(state_->program->state));
    }
    std::vector<Outcome> out;
    std::size_t at = 0;
    for (const State::Expression& one : state_->expressions) {
        if (one.path) {
            out.push_back(follow(*one.path, input));
            continue;
        }
        if (!computed.is_array() || at >= computed.size()) {
            out.push_back({{}, "jq gave no answer"});
            continue;
        }
        Json& values = computed[at++];
        if (values.is_object()) {
            out.push_back({{}, values.value("error", "jq failed")});
        } else {
            out.push_back({std::move(values.get_ref<Json::array_t&>()), std::nullopt});
        }
    }
    return out;
}

} // namespace rosterd::rest
