#include "connectors/rest/caller.hpp"

#include <algorithm>

#include "connectors/rest/auth.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using Next = Verdict::Next;

constexpr int kMostRedirects = 3;
constexpr net::Duration kWatch{250}; // how often being asked to stop is noticed

} // namespace

struct Caller::Call {
    Question question;
    const std::vector<SignSpec>* signs = nullptr; // of a token request; null for any other
    Ask ask;
    int tries = 0, redirects = 0;
    net::Duration sent{0};
    bool done = false;
    model::Result<Answer> result = model::fail(ErrorKind::cancelled, "stopped on request");
};

Caller::Caller(const Common& common, const Wire& wire, TokenKeeper& tokens,
               const JqVariables& variables)
    : common_{common}, wire_{wire}, tokens_{tokens}, variables_{variables},
      pace_{common.definition->limits}
{
}

Caller::CallPtr Caller::call_for(const Question& question)
{
    auto call = std::make_shared<Call>();
    call->question = question;
    return call;
}

model::Result<Answer> Caller::ask(const Question& question)
{
    return std::move(ask_all({question}).front());
}

std::vector<model::Result<Answer>> Caller::ask_all(const std::vector<Question>& questions)
{
    const std::size_t at_a_time = common_.definition->limits.concurrency;
    std::vector<model::Result<Answer>> out;
    for (std::size_t at = 0; at < questions.size(); at += at_a_time) {
        auto answers = wave(&questions[at], std::min(at_a_time, questions.size() - at));
        std::move(answers.begin(), answers.end(), std::back_inserter(out));
    }
    return out;
}

// A token that the HRIS no longer takes is renewed once.
std::vector<model::Result<Answer>> Caller::wave(const Question* first, std::size_t count)
{
    if (const auto ready = provide_token(); !ready) {
        return std::vector<model::Result<Answer>>(count, tl::unexpected(ready.error()));
    }
    std::vector<CallPtr> calls;
    for (std::size_t i = 0; i < count; ++i) {
        calls.push_back(call_for(first[i]));
    }
    auto answers = carry_out(calls);
    const auto refused = [](const auto& one) {
        return !one && one.error().kind == ErrorKind::unauthorised;
    };
    if (!tokens_.can_renew() || std::none_of(answers.begin(), answers.end(), refused)) {
        return answers;
    }
    tokens_.forget();
    if (const auto ready = provide_token(); !ready) {
        return std::vector<model::Result<Answer>>(count, tl::unexpected(ready.error()));
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (refused(answers[i])) {
            answers[i] = std::move(carry_out({call_for(first[i])}).front());
        }
    }
    return answers;
}

model::Result<void> Caller::provide_token()
{
    if (!tokens_.needed(wire_.loop->now())) {
        return {};
    }
    const auto scope = tokens_.prepare(wire_.loop->now());
    if (!scope) {
        return tl::unexpected(scope.error());
    }
    auto call = call_for({&tokens_.spec().request, &tokens_.spec().answer, &*scope, {}, nullptr});
    call->signs = &tokens_.spec().signs;
    auto answer = std::move(carry_out({call}).front());
    if (!answer) {
        model::Error error = answer.error();
        if (error.kind == ErrorKind::invalid || error.kind == ErrorKind::not_found) {
            error.kind = ErrorKind::unauthorised; // 400 invalid_grant, invalid_client
        }
        error.hint = error.kind == ErrorKind::unauthorised ? tokens_.hint() : error.hint;
        tokens_.forget();
        return tl::unexpected(error);
    }
    return tokens_.take(*answer, variables_, wire_.loop->now());
}

std::vector<model::Result<Answer>> Caller::carry_out(const std::vector<CallPtr>& calls)
{
    open_ = calls.size();
    for (const CallPtr& call : calls) {
        wire_.loop->post([this, call] {
            if (!call->done) { // else this caller may be gone
                begin(call);
            }
        });
    }
    watch_for_stop(calls);
    wire_.run();
    wire_.loop->cancel(watch_);
    std::vector<model::Result<Answer>> out;
    for (const CallPtr& call : calls) {
        call->done = true; // a loop that ran dry leaves what is open as cancelled
        out.push_back(std::move(call->result));
    }
    return out;
}

void Caller::watch_for_stop(const std::vector<CallPtr>& calls)
{
    watch_ = wire_.loop->after(kWatch, [this, calls] {
        if (!wire_.cancelled()) {
            return watch_for_stop(calls);
        }
        for (const CallPtr& call : calls) {
            call->done = true;
        }
        wire_.stop();
    });
}

// Builds the request anew for every try, since a signature and what it covers count once.
void Caller::begin(const CallPtr& call)
{
    if (const net::Duration wait = pace_.take(wire_.loop->steady()); wait > net::Duration{0}) {
        if (wait > common_.definition->limits.longest_wait) {
            return finish(call,
                          model::fail(ErrorKind::throttled,
                                      common_.definition->name + ": its limit is used up for " +
                                          std::to_string(wait.count() / 1000) + " s",
                                      "read less often, or raise limits: {longest_wait}"));
        }
        wire_.loop->after(wait, [this, call] {
            if (!call->done) {
                begin(call);
            }
        });
        return;
    }
    send(call);
}

void Caller::send(const CallPtr& call)
{
    const net::Instant now = wire_.loop->now();
    Scope scope{call->question.scope};
    scope.set("timestamp_ms", now.time_since_epoch().count());
    scope.set("timestamp", now.time_since_epoch().count() / 1000);
    scope.set("nonce", wire_.nonce());
    if (tokens_.token() && call->signs == nullptr) {
        scope.set("token", tokens_.token_json());
    }
    auto ask = ask_of(*call->question.request, common_, scope, call->signs == nullptr);
    if (ask && !call->question.link.empty()) {
        ask = ask_at(*ask, call->question.link, common_.host);
    }
    if (!ask) {
        return finish(call, tl::unexpected(ask.error()));
    }
    call->ask = *ask;
    auto request = call->signs != nullptr
                       ? signed_request(std::move(*ask), *call->signs, scope, common_.style)
                       : with_credentials(std::move(*ask), common_.definition->auth,
                                          tokens_.token(), scope, common_.style);
    if (!request) {
        return finish(call, model::fail(request.error().kind,
                                        common_.definition->name + ": " + request.error().message,
                                        request.error().hint));
    }
    request->timeout = common_.definition->limits.timeout;
    request->max_body = common_.definition->limits.answer;
    ++requests_;
    ++call->tries;
    call->sent = wire_.loop->steady();
    wire_.http->send(std::move(*request), [this, call](const net::HttpResult& result) {
        if (!call->done) { // else nobody waits any more, and this caller may be gone
            got(call, result);
        }
    });
}

void Caller::got(const CallPtr& call, const net::HttpResult& result)
{
    static const std::vector<int> none;
    if (result) {
        pace_.told(result->headers, wire_.loop->steady(), wire_.loop->now());
    }
    const auto* const missing = call->question.missing;
    Verdict verdict = judge(result, call->ask, *call->question.answer,
                            missing == nullptr ? none : *missing, *common_.definition, variables_);
    switch (verdict.next) {
    case Next::take:
        verdict.answer.sent = call->sent;
        return finish(call, std::move(verdict.answer));
    case Next::again:
        return try_again(call, std::move(verdict), result);
    case Next::follow:
        return follow(call, verdict.location);
    case Next::renew_token:
    case Next::fail:
        return finish(call, tl::unexpected(verdict.error));
    }
}

void Caller::try_again(const CallPtr& call, Verdict verdict, const net::HttpResult& result)
{
    const RetrySpec& retry = common_.definition->retry;
    if (call->tries >= retry.tries) {
        return finish(call, tl::unexpected(verdict.error));
    }
    const LimitSpec& limits = common_.definition->limits;
    const auto asked =
        result ? retry_after(result->headers, verdict.throttled ? limits.reset : std::string{},
                             wire_.loop->now())
               : std::optional<net::Duration>{};
    if (asked && *asked > limits.longest_wait) {
        verdict.error.message +=
            ", and asks to wait " + std::to_string(asked->count() / 1000) + " s";
        verdict.error.kind = ErrorKind::throttled;
        return finish(call, tl::unexpected(verdict.error));
    }
    const net::Duration wait =
        asked.value_or(net::backoff(retry.backoff, call->tries - 1, wire_.random()));
    wire_.loop->after(wait, [this, call] {
        if (!call->done) {
            begin(call);
        }
    });
}

void Caller::follow(const CallPtr& call, const std::string& location)
{
    const std::string who = common_.definition->name + ": " + name_of(call->ask);
    const auto target = ask_at(call->ask, location, origin_of(call->ask.url));
    if (!target) {
        return finish(call, model::fail(target.error().kind,
                                        common_.definition->name + ": " + target.error().message,
                                        target.error().hint));
    }
    if (++call->redirects > kMostRedirects || call->ask.method != "GET" || call->signs != nullptr) {
        return finish(call, model::fail(ErrorKind::permanent,
                                        who + " points elsewhere: " + name_of(*target),
                                        "write that address into the definition or the settings"));
    }
    call->question.link = location;
    --call->tries; // being sent on is no failure
    begin(call);
}

void Caller::finish(const CallPtr& call, model::Result<Answer> result)
{
    call->result = std::move(result);
    call->done = true;
    if (--open_ == 0) {
        wire_.stop();
    }
}

} // namespace rosterd::rest
