// The configuration as values. Only daemon/config knows that it was YAML.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/ingest/mapping.hpp"
#include "core/model/json.hpp"
#include "core/model/policy.hpp"
#include "core/model/result.hpp"

namespace rosterd::config
{

// Events pushed over HTTP, as the developer console was told.
struct PushSettings {
    std::string token;
    std::string aes_key;
    std::string owner_key; // the application's Client ID where it is not set
};

// How DingTalk tells of changes; an application has one way at a time.
struct EventSettings {
    bool stream = false; // rosterd connects to DingTalk
    std::optional<PushSettings> push;
};

struct DingTalkSettings {
    std::string app_key;
    std::string app_secret;
    std::string corp_id;
    std::int64_t agent_id = 0;
    std::string operator_userid;
    std::string oapi_url = "https://oapi.dingtalk.com";
    std::string api_url = "https://api.dingtalk.com";
    double qps = 20;                   // per API
    std::int64_t monthly_calls = 5000; // that DingTalk meters, as the company's edition allows
    EventSettings events;
};

// Who signs, and so how. bamboohr: HMAC-SHA256 over body and time, in hexadecimal digits; hibob:
// HMAC-SHA512, frappe: HMAC-SHA256, over the body, in Base64; feishu: SHA-256 over time, nonce, key
// and body, which is encrypted.
enum class HookScheme { bamboohr, hibob, frappe, feishu, generic };

// An HMAC as an HRIS that is none of the others makes it.
struct GenericHook {
    std::string header;                 // of the signature, in lower case
    std::string algorithm = "sha256";   // sha256 sha512 sha1
    bool base64 = false;                // or hexadecimal digits
    std::string prefix;                 // in front of the signature: "sha256="
    std::string timestamp;              // header of the time, in lower case; empty: none is sent
    std::string signed_text = "{body}"; // "{timestamp}.{body}"
};

// A source's HRIS says at POST /hooks/NAME that something changed.
struct WebhookSettings {
    HookScheme scheme = HookScheme::generic;
    std::string secret; // of the signature; feishu: the Encrypt Key
    std::string token;  // feishu: the Verification Token, of a challenge in the clear
    GenericHook generic;
};

struct SourceSettings {
    std::string name;
    std::string connector;
    sdk::ConnectorKind kind; // that the name stands for
    model::Json options = model::Json::object();
    ingest::Mapping mapping;
    std::string path_separators; // empty: the usual ones
    std::optional<WebhookSettings> webhook;
    model::Json write_back = model::Json::object(); // `fields` and the kind's own options

    std::vector<std::string> fields_back() const
    {
        return write_back.value("fields", std::vector<std::string>{});
    }
};

enum class ReadKind { changes, full };

struct ScheduleSettings {
    std::optional<model::Duration> every;
    std::string cron;      // five fields; empty when `every` is set
    std::string time_zone; // IANA; of the cron entry
    ReadKind read = ReadKind::changes;
};

struct ListenSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8787;
    std::string token; // empty: everyone is refused below /api/v1/
};

struct Settings {
    std::string file; // where it was read from
    DingTalkSettings dingtalk;
    std::string state_path = "/var/lib/rosterd/state.db";
    std::vector<SourceSettings> sources;
    model::Policy policy;
    std::vector<ScheduleSettings> schedule;
    std::optional<ListenSettings> listen; // nullopt: no HTTP
    std::string language = "en";          // zh-TW zh-CN en: of findings, plans and messages
    std::string company;                  // shown in headings
};

// One fault of the configuration.
struct Fault {
    std::string file;
    int line = 0;   // 1-based
    int column = 0; // 1-based
    std::string what;
    std::string write;     // what to write instead
    bool withheld = false; // a secret that is not there, or not for this account
};

std::string to_string(const Fault& fault); // "rosterd.yaml:12:3: error: ...\n    write: ..."

// What the configuration may draw from outside; passed in, so that nothing below main reads the
// environment.
struct Surroundings {
    std::function<std::optional<std::string>(const std::string& name)> env;
    std::function<std::optional<std::string>(const std::string& path)> file; // contents
    std::string credentials_dir; // systemd's; may be empty
    // A connector that is not built in, by its name. Errors: not_found, and whatever keeps one that
    // is there from being used. Empty: there are none.
    std::function<model::Result<sdk::ConnectorKind>(const std::string& name)> plugin{};
};

struct Loaded {
    Settings settings;         // meaningful only without faults
    std::vector<Fault> faults; // all of them, in the order of the file
};

// `text` is the file's content, `file` its path for messages and for relative paths.
Loaded load(const std::string& text, const std::string& file, const Surroundings& surroundings,
            std::span<const sdk::ConnectorKind> connectors);

} // namespace rosterd::config
