// jq expressions: how records are found in an answer, and fields in a record.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/rest/yaml.hpp"
#include "core/model/json.hpp"

namespace rosterd::rest
{

// Why an expression may not stand in a definition (it would see the environment, read files, never
// end); empty if it may. `write`: what to write instead.
std::string fault_of_jq(const std::string& expression, std::string& write);

// What expressions may ask besides their input: `settings`, `lookups`, `now`, `today`, `id`.
class JqVariables
{
public:
    JqVariables();
    explicit JqVariables(const model::Json& values);
    ~JqVariables();
    JqVariables(JqVariables&& other) noexcept;
    JqVariables& operator=(JqVariables&& other) noexcept;

private:
    friend class Jq;
    struct State;
    std::unique_ptr<State> state_;
};

// Expressions that are asked about the same input, compiled as one program (a compilation costs
// 25 ms, however little it holds). Those that are a mere path (.a.b) need none. Of one thread.
class Jq
{
public:
    struct Outcome {
        std::vector<model::Json> values;  // what the expression gave, in order
        std::optional<std::string> error; // or why it could not
    };

    Jq();
    ~Jq();
    Jq(Jq&&) noexcept;
    Jq& operator=(Jq&&) noexcept;

    // Number under which run() answers. Notes a fault where the expression is not allowed.
    std::size_t add(const Yaml& expression, const std::string& file, Faults& faults);
    std::size_t add(const std::string& expression);
    // After the last add(). Notes what jq says of an expression at its place.
    void compile(const std::string& file, Faults& faults);
    // What was added at `index` as written.
    const std::string& text(std::size_t index) const;

    // Whole numbers above 2^53 reach expressions as text, so that they keep their digits.
    std::vector<Outcome> run(const model::Json& input, const JqVariables& variables);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rosterd::rest
