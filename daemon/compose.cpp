#include "daemon/compose.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include <unistd.h>

#include "connectors/sdk/shelf.hpp"
#include "core/dingtalk/explain.hpp"
#include "core/scim/index.hpp"
#include "daemon/connectors.hpp"
#include "daemon/cycle/contained.hpp"
#include "daemon/cycle/limits.hpp"

namespace rosterd
{

namespace
{

std::optional<std::string> environment(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

std::optional<std::string> file_content(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file || std::filesystem::is_directory(path)) {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

// Batches that were pushed to one source, as the store keeps them.
class StoreInbox final : public sdk::Inbox
{
public:
    StoreInbox(state::Store& store, std::string source) : store_{store}, source_{std::move(source)}
    {
    }

    std::vector<Batch> pending() override
    {
        std::vector<Batch> out;
        for (state::PushedBatch& batch : store_.runs().pushed(source_)) {
            out.push_back({batch.id, std::move(batch.body)});
        }
        return out;
    }
    void drop(std::int64_t up_to_id) override { store_.runs().drop_pushed(source_, up_to_id); }

private:
    state::Store& store_;
    std::string source_;
};

// What was written by SCIM for one source, as the store keeps it.
class StoreShelf final : public sdk::Shelf
{
public:
    StoreShelf(state::Store& store, std::string source) : store_{store}, source_{std::move(source)}
    {
    }

    void at_one_moment(const std::function<void()>& read) override { store_.snapshot(read); }
    std::int64_t newest() override { return store_.scim().newest(source_); }
    void users_since(std::int64_t after, const std::function<void(const Resource&)>& visit) override
    {
        store_.scim().each_since(source_, scim::user_type().name, after,
                                 [&](const state::ScimResource& one) { visit({one.id, one.doc}); });
    }
    std::vector<Former> former_since(std::int64_t after) override
    {
        std::vector<Former> out;
        for (state::FormerScimResource& one : store_.scim().former_since(source_, after)) {
            out.push_back({one.type, {one.id, std::move(one.doc)}});
        }
        return out;
    }
    std::optional<Resource> user(const std::string& id) override
    {
        auto found = store_.scim().get(source_, scim::user_type().name, id);
        return found ? std::optional{Resource{found->id, std::move(found->doc)}} : std::nullopt;
    }
    std::vector<Resource> users_by(const std::string& attribute, const std::string& value) override
    {
        std::vector<Resource> out;
        for (state::ScimResource& one :
             store_.scim().find(source_, scim::user_type().name, scim::key_of(attribute, value))) {
            out.push_back({one.id, std::move(one.doc)});
        }
        return out;
    }
    std::vector<std::string> groups_of(const std::string& user_id) override
    {
        std::vector<std::string> out;
        for (state::ScimName& one : store_.scim().names(source_, scim::group_type().name,
                                                        scim::key_of("member", user_id))) {
            out.push_back(std::move(one.display));
        }
        return out;
    }
    void settle(std::int64_t up_to) override { store_.scim().drop_former(source_, up_to); }

private:
    state::Store& store_;
    std::string source_;
};

// Where there is no store, nothing was pushed.
class NoInbox final : public sdk::Inbox
{
public:
    std::vector<Batch> pending() override { return {}; }
    void drop(std::int64_t) override {}
};

// In the place of a connector that could not even be made.
class OutOfOrder final : public sdk::Connector
{
public:
    explicit OutOfOrder(model::Error why) : why_{std::move(why)} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink&) override
    {
        return tl::unexpected(why_);
    }

private:
    model::Error why_;
};

class NoShelf final : public sdk::Shelf
{
public:
    void at_one_moment(const std::function<void()>& read) override { read(); }
    std::int64_t newest() override { return 0; }
    void users_since(std::int64_t, const std::function<void(const Resource&)>&) override {}
    std::vector<Former> former_since(std::int64_t) override { return {}; }
    std::optional<Resource> user(const std::string&) override { return std::nullopt; }
    std::vector<Resource> users_by(const std::string&, const std::string&) override { return {}; }
    std::vector<std::string> groups_of(const std::string&) override { return {}; }
    void settle(std::int64_t) override {}
};

// Tells of every answer.
class Heard final : public net::HttpClient
{
public:
    Heard(std::unique_ptr<net::HttpClient> inner,
          std::function<void(const net::HttpResult&)> answered)
        : inner_{std::move(inner)}, answered_{std::move(answered)}
    {
    }

    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        if (!answered_) {
            return inner_->send(std::move(request), std::move(callback));
        }
        inner_->send(std::move(request), [answered = answered_,
                                          callback = std::move(callback)](net::HttpResult result) {
            answered(result);
            callback(std::move(result));
        });
    }

private:
    std::unique_ptr<net::HttpClient> inner_;
    std::function<void(const net::HttpResult&)> answered_;
};

} // namespace

config::Surroundings process_surroundings()
{
    return {environment, file_content, environment("CREDENTIALS_DIRECTORY").value_or(""),
            [known = std::map<std::string, model::Result<sdk::ConnectorKind>>{}](
                const std::string& name) mutable { // several sources may be of one plugin
                const auto found = known.find(name);
                return found != known.end() ? found->second
                                            : known.emplace(name, plugin_kind(name)).first->second;
            }};
}

config::Loaded load_settings(const std::string& file)
{
    const auto text = file_content(file);
    if (!text) {
        config::Loaded loaded;
        loaded.faults.push_back(
            {file, 1, 1, "this configuration file is not there or not readable",
             "--config FILE, ROSTERD_CONFIG=FILE, or create it from the example "
             "configuration"});
        return loaded;
    }
    return config::load(*text, file, process_surroundings(), kinds_of_sources());
}

dingtalk::ClientOptions client_options(const config::Settings& settings)
{
    dingtalk::ClientOptions options;
    options.app_key = settings.dingtalk.app_key;
    options.app_secret = settings.dingtalk.app_secret;
    options.oapi_url = settings.dingtalk.oapi_url;
    options.api_url = settings.dingtalk.api_url;
    options.qps = settings.dingtalk.qps;
    return options;
}

DingTalkSide make_dingtalk(const config::Settings& settings, net::RealLoop& loop,
                           DingTalkTerms terms)
{
    DingTalkSide side;
    net::HttpOptions http;
    http.user_agent = "rosterd/" ROSTERD_VERSION;
    side.http =
        std::make_unique<Heard>(net::make_http_client(loop, http), std::move(terms.answered));
    dingtalk::ClientOptions options = client_options(settings);
    options.standing = std::move(terms.standing);
    options.waits = std::move(terms.waits);
    options.longest_wait = terms.longest_wait;
    side.client =
        dingtalk::make_client(loop, *side.http, std::move(options), std::random_device{}());
    side.directory = dingtalk::make_directory(
        *side.client, {settings.policy.region, settings.dingtalk.operator_userid});
    side.backlog = dingtalk::make_event_backlog(loop, *side.client);
    return side;
}

std::function<bool(const std::string&)> known_headings(const ingest::Mapping& mapping)
{
    std::set<std::string> named;
    for (const ingest::FieldRule& rule : mapping.rules) {
        named.insert(rule.join.begin(), rule.join.end());
        if (rule.from) {
            named.insert(*rule.from);
        }
    }
    return [named = std::move(named)](const std::string& heading) {
        return named.contains(heading) || ingest::recognise_heading(heading).has_value();
    };
}

ingest::IngestOptions ingest_options(const config::Settings& settings,
                                     const config::SourceSettings& source)
{
    ingest::IngestOptions options;
    options.region = settings.policy.region;
    options.language = model::language_of(settings.language);
    options.mapping = source.mapping;
    if (!source.path_separators.empty()) {
        options.path_separators = source.path_separators;
    }
    return options;
}

model::Result<std::vector<cycle::Source>> make_sources(const config::Settings& settings,
                                                       state::Store* store,
                                                       const std::function<bool()>& cancelled,
                                                       const Said& said)
{
    std::vector<cycle::Source> sources;
    const std::string base = std::filesystem::path{settings.file}.parent_path().string();
    for (const config::SourceSettings& source : settings.sources) {
        sdk::ConnectorContext context;
        context.source = source.name;
        context.options = source.options;
        context.base_dir = base;
        context.write_back = source.write_back;
        context.is_known_heading = known_headings(source.mapping);
        if (cancelled) {
            context.cancelled = cancelled;
        }
        if (said) {
            context.log = [said, name = source.name](std::string line) {
                said(name, std::move(line));
            };
        }
        if (store != nullptr) {
            context.inbox = std::make_shared<StoreInbox>(*store, source.name);
            context.shelf = std::make_shared<StoreShelf>(*store, source.name);
        } else {
            context.inbox = std::make_shared<NoInbox>();
            context.shelf = std::make_shared<NoShelf>();
        }
        auto connector = cycle::contained([&] { return source.kind.make(std::move(context)); });
        if (!connector && connector.error().kind == model::ErrorKind::permanent) {
            connector = std::make_unique<OutOfOrder>(connector.error());
        }
        if (!connector) {
            return model::fail(connector.error().kind,
                               "source " + source.name + ": " + connector.error().message,
                               connector.error().hint);
        }
        sources.push_back({source.name, std::move(*connector), ingest_options(settings, source),
                           false, settings.policy.time_zone, source.fields_back()});
    }
    return sources;
}

// Links and mirror are of one organisation: pointed at another, rosterd would think all is done.
model::Result<void> same_company(const config::Settings& settings, state::Store& store)
{
    const config::DingTalkSettings& dingtalk = settings.dingtalk;
    const std::string now = dingtalk.corp_id.empty() ? dingtalk.app_key : dingtalk.corp_id;
    const auto before = store.runs().setting("company");
    const auto app_key = store.runs().setting("company.app_key");
    // By either name: corp_id may be written down later, or the company gets another application.
    const bool both_known = before && app_key && *before != *app_key && !dingtalk.corp_id.empty();
    const bool same = !before || *before == now ||
                      (!both_known && (*before == dingtalk.app_key || app_key == dingtalk.app_key));
    if (same) {
        if (before != now && (!before || !dingtalk.corp_id.empty())) {
            store.runs().set_setting("company", now);
        }
        if (app_key != dingtalk.app_key) {
            store.runs().set_setting("company.app_key", dingtalk.app_key);
        }
    } else {
        return model::fail(model::ErrorKind::unauthorised,
                           settings.state_path + " belongs to the organisation " + *before +
                               ", the configuration names " + now,
                           "state: {path: ...} with a file of its own for each organisation");
    }
    return {};
}

Company::Company(config::Settings wanted)
    : settings{std::move(wanted)}, loop{net::make_loop()},
      stop{[this](std::function<void()> work) { loop->post_from_anywhere(std::move(work)); }}
{
}

cycle::Surroundings Company::surroundings(log::Log& to)
{
    log = &to;
    return {sources,
            *store,
            *loop,
            [this] { loop->run(); },
            [this] { loop->stop(); },
            *dingtalk.directory,
            [this] { dingtalk.client->stop(); },
            to,
            settings.policy,
            stop,
            pulse,
            [device = std::make_shared<std::random_device>()] { return (*device)(); },
            dingtalk.backlog.get(),
            model::language_of(settings.language),
            dingtalk.client.get()};
}

void Company::tell_wait(const dingtalk::ApiError& why, net::Duration wait)
{
    pulse.beat();
    if (log != nullptr) {
        log->warning("dingtalk.waiting",
                     {{"code", why.code},
                      {"until", model::to_string(loop->now() + wait)},
                      {"message", dingtalk::told(why.code, why.message, why.request_id,
                                                 model::language_of(settings.language))}});
    }
}

model::Result<std::unique_ptr<Company>> make_company(const config::Settings& settings,
                                                     state::Access access,
                                                     const std::string& holder,
                                                     std::optional<dingtalk::Standing> standing)
{
    auto company = std::make_unique<Company>(settings);
    auto store = state::open_store({settings.state_path, access, holder});
    if (!store) {
        return tl::unexpected(store.error());
    }
    company->store = std::move(*store);
    if (auto same = same_company(settings, *company->store); !same) {
        return tl::unexpected(same.error());
    }
    // A connector that asks whether to go on shows that it does.
    auto sources = make_sources(
        settings, company->store.get(),
        [at = company.get()] {
            at->pulse.beat();
            return at->stop.asked();
        },
        [at = company.get()](const std::string& source, std::string line) {
            if (at->log != nullptr) {
                at->log->info("source.said", {{"source", source}, {"message", std::move(line)}});
            }
        });
    if (!sources) {
        return tl::unexpected(sources.error());
    }
    company->sources = std::move(*sources);
    DingTalkTerms terms;
    terms.answered = [at = company.get()](const auto&) { at->pulse.beat(); };
    terms.waits = [at = company.get()](const dingtalk::ApiError& why, net::Duration wait) {
        at->tell_wait(why, wait);
    };
    terms.standing = standing ? std::move(*standing) : cycle::kept_standing(*company->store);
    company->dingtalk = make_dingtalk(settings, *company->loop, std::move(terms));
    return company;
}

namespace
{

void remove_copy(const std::string& path)
{
    for (const char* end : {"", "-wal", "-shm", ".lock"}) {
        std::error_code ignored;
        std::filesystem::remove(path + end, ignored);
    }
}

} // namespace

CompanyBeside::~CompanyBeside()
{
    if (company) {
        const std::string copy = company->settings.state_path;
        company.reset();
        remove_copy(copy);
    }
}

model::Result<CompanyBeside> make_company_beside(const config::Settings& settings,
                                                 const std::string& holder)
{
    config::Settings beside = settings;
    beside.state_path += ".look-" + std::to_string(getpid());
    auto store = state::open_store({settings.state_path, state::Access::read, holder});
    if (!store) {
        return tl::unexpected(store.error());
    }
    if (auto copied = (*store)->backup(beside.state_path, [](int, int) {}); !copied) {
        return tl::unexpected(copied.error());
    }
    auto company = make_company(beside, state::Access::write, holder);
    if (!company) {
        remove_copy(beside.state_path);
        return tl::unexpected(company.error());
    }
    CompanyBeside out;
    for (const state::StoredHold& hold : (*store)->journal().holds(true)) {
        out.open_holds.push_back(hold.hold.id);
    }
    for (cycle::Source& source : (*company)->sources) {
        source.only_look = true;
    }
    out.company = std::move(*company);
    return out;
}

} // namespace rosterd
