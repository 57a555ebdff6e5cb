// Asks, and waits for the answer: at the pace the HRIS allows, again where that may help, with a
// token that is renewed when it is used up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/rest/answer.hpp"
#include "connectors/rest/ask.hpp"
#include "connectors/rest/pace.hpp"
#include "connectors/rest/token.hpp"
#include "connectors/rest/wire.hpp"

namespace rosterd::rest
{

struct Question {
    const RequestSpec* request = nullptr;
    AnswerSpec* answer = nullptr;
    const Scope* scope = nullptr;
    std::string link;                          // instead of the request's own address
    const std::vector<int>* missing = nullptr; // statuses that are no failure
};

class Caller
{
public:
    // All must outlive it.
    Caller(const Common& common, const Wire& wire, TokenKeeper& tokens,
           const JqVariables& variables);

    // Errors: throttled, transient, unauthorised, not_found, invalid, permanent, cancelled.
    model::Result<Answer> ask(const Question& question);
    // `concurrency` of them at a time; answers in the questions' order.
    std::vector<model::Result<Answer>> ask_all(const std::vector<Question>& questions);

    std::size_t requests() const { return requests_; } // sent, tries again included

private:
    struct Call;
    using CallPtr = std::shared_ptr<Call>;

    std::vector<model::Result<Answer>> wave(const Question* first, std::size_t count);
    model::Result<void> provide_token();
    std::vector<model::Result<Answer>> carry_out(const std::vector<CallPtr>& calls);
    CallPtr call_for(const Question& question);
    void begin(const CallPtr& call);
    void send(const CallPtr& call);
    void got(const CallPtr& call, const net::HttpResult& result);
    void try_again(const CallPtr& call, Verdict verdict, const net::HttpResult& result);
    void follow(const CallPtr& call, const std::string& location);
    void finish(const CallPtr& call, model::Result<Answer> result);
    void watch_for_stop(const std::vector<CallPtr>& calls);

    const Common& common_;
    const Wire& wire_;
    TokenKeeper& tokens_;
    const JqVariables& variables_;
    Pace pace_;
    std::size_t requests_ = 0, open_ = 0;
    net::TimerId watch_ = 0;
};

} // namespace rosterd::rest
