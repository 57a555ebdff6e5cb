#include "connectors/sdk/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;
using KnownHeadings = std::function<std::size_t(std::string_view)>;

std::string upper(std::string text)
{
    for (char& c : text) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return text;
}

// What Windows calls by the older name is written with the newer repertoire.
std::string canonical(const std::string& name)
{
    const std::string key = upper(name);
    if (key == "UTF8" || key == "UTF-8") {
        return "UTF-8";
    }
    if (key == "GBK" || key == "GB2312" || key == "CP936" || key == "GB18030") {
        return "GB18030";
    }
    if (key == "BIG5" || key == "CP950" || key == "CP951" || key == "BIG5-HKSCS" ||
        key == "BIG5HKSCS") {
        return "Big5-HKSCS";
    }
    return key == "UTF-16" ? "UTF-16LE" : name; // without a mark: as Windows writes it
}

struct DecodedText {
    std::string text;
    bool complete = false; // every byte had a meaning; the last character may be cut off
};

DecodedText decode(std::string_view bytes, const std::string& name)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> from{ucnv_open(name.c_str(), &status),
                                                                  &ucnv_close};
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> to{ucnv_open("UTF-8", &status),
                                                                &ucnv_close};
    if (U_FAILURE(status)) {
        return {};
    }
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    DecodedText out;
    out.text.resize(bytes.size() * 4 + 16);
    char* target = out.text.data();
    const char* source = bytes.data();
    ucnv_convertEx(to.get(), from.get(), &target, out.text.data() + out.text.size(), &source,
                   bytes.data() + bytes.size(), nullptr, nullptr, nullptr, nullptr, true, true,
                   &status);
    out.complete = U_SUCCESS(status) || status == U_TRUNCATED_CHAR_FOUND;
    out.text.resize(static_cast<std::size_t>(target - out.text.data()));
    return out;
}

// ICU's confidence, 0 to 100, that the bytes are `name`.
int confidence_of(std::string_view bytes, std::string_view name)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector{ucsdet_open(&status),
                                                                              &ucsdet_close};
    const std::string sample{bytes.substr(0, 64u << 10)};
    ucsdet_setText(detector.get(), sample.c_str(), static_cast<int32_t>(sample.size()), &status);
    int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        if (name.starts_with(ucsdet_getName(matches[i], &status))) {
            return ucsdet_getConfidence(matches[i], &status);
        }
    }
    return 0;
}

// Separators and line ends have a zero byte in every second place of UTF-16. Empty if these are
// stray zeros in something else.
std::string utf16_by_zeros(std::string_view bytes)
{
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    }
    if ((zeros[0] + zeros[1]) * 50 < bytes.size()) {
        return "";
    }
    return zeros[0] > zeros[1] ? "UTF-16BE" : "UTF-16LE";
}

Encoding by_mark(std::string_view head)
{
    if (head.starts_with("\xEF\xBB\xBF")) {
        return {"UTF-8", 3, false, false};
    }
    if (head.starts_with("\xFF\xFE")) {
        return {"UTF-16LE", 2, false, false};
    }
    return head.starts_with("\xFE\xFF") ? Encoding{"UTF-16BE", 2, false, false} : Encoding{};
}

struct Candidate {
    std::string name;
    std::size_t headings = 0;
    int confidence = 0;
};

model::Result<Encoding> detect(std::string_view bytes, const KnownHeadings& known_headings)
{
    std::vector<Candidate> candidates;
    for (const char* name : {"GB18030", "Big5-HKSCS"}) {
        const DecodedText decoded = decode(bytes, name);
        if (decoded.complete) {
            candidates.push_back({name, known_headings(decoded.text), confidence_of(bytes, name)});
        }
    }
    if (candidates.empty()) {
        return model::fail(ErrorKind::invalid, "the text is neither UTF-8 nor GB18030 nor Big5",
                           "save the file as UTF-8, or configure `encoding`");
    }
    const auto better = [](const Candidate& a, const Candidate& b) {
        return std::pair{a.headings, a.confidence} < std::pair{b.headings, b.confidence};
    };
    const Candidate best = *std::max_element(candidates.begin(), candidates.end(), better);
    const bool rivals = candidates.size() > 1 && candidates[0].headings == candidates[1].headings;
    const bool weak = rivals && (best.confidence < 50 || std::abs(candidates[0].confidence -
                                                                  candidates[1].confidence) < 10);
    return Encoding{best.name, 0, true, weak};
}

} // namespace

bool is_encoding(const std::string& name)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(canonical(name).c_str(), &status);
    ucnv_close(converter);
    return U_SUCCESS(status) != 0;
}

model::Result<Encoding> choose_legacy_encoding(std::string_view bytes,
                                               const std::string& configured,
                                               const KnownHeadings& known_headings)
{
    if (!configured.empty() && canonical(configured) != "UTF-8") {
        if (!is_encoding(configured)) {
            return model::fail(ErrorKind::invalid, "there is no encoding \"" + configured + "\"",
                               "write one of UTF-8, UTF-16, GB18030, Big5-HKSCS");
        }
        return Encoding{canonical(configured), 0, false, false};
    }
    if (!configured.empty()) {
        return model::fail(ErrorKind::invalid, "the text is not UTF-8, as `encoding` says",
                           "save the file as UTF-8, or mend `encoding`");
    }
    if (const std::string name = utf16_by_zeros(bytes); !name.empty()) {
        return Encoding{name, 0, true, known_headings(decode(bytes, name).text) == 0};
    }
    return detect(bytes, known_headings);
}

model::Result<Encoding> choose_encoding(std::string_view head, const std::string& configured,
                                        const KnownHeadings& known_headings)
{
    if (Encoding marked = by_mark(head); !marked.name.empty()) {
        return marked;
    }
    if (may_be_utf8(head) && utf16_by_zeros(head).empty()) {
        return Encoding{"UTF-8", 0, false, false};
    }
    return choose_legacy_encoding(head, configured, known_headings);
}

} // namespace rosterd::sdk
