#include "core/dingtalk/push_cipher.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/core/dingtalk/push_vectors.hpp"

namespace rosterd::dingtalk
{

namespace
{

using test::push_vectors;
using test::Vector;

PushCipher cipher_of(const PushSecrets& secrets)
{
    return PushCipher::make(secrets).value();
}

PushCipher::Random random_of(const Vector& vector)
{
    PushCipher::Random random{};
    std::copy_n(vector.random, random.size(), random.begin());
    return random;
}

TEST(PushCipher, every_known_answer_is_opened_to_its_message)
{
    for (const Vector& vector : push_vectors()) {
        const auto message = cipher_of(vector.secrets).open(vector.sealed);
        ASSERT_TRUE(message) << vector.id << ": " << to_string(message.error());
        EXPECT_EQ(*message, vector.message) << vector.id;
    }
}

TEST(PushCipher, every_known_answer_is_sealed_byte_for_byte)
{
    for (const Vector& vector : push_vectors()) {
        const auto sealed = cipher_of(vector.secrets)
                                .seal(vector.message, vector.sealed.timestamp, vector.sealed.nonce,
                                      random_of(vector));
        EXPECT_EQ(sealed.encrypt, vector.sealed.encrypt) << vector.id;
        EXPECT_EQ(sealed.signature, vector.sealed.signature) << vector.id;
    }
}

TEST(PushCipher, a_key_whose_unused_bits_are_set_is_the_same_key)
{
    const Vector& vector = push_vectors()[5]; // C1
    PushSecrets twin = vector.secrets;
    ASSERT_EQ(twin.aes_key.back(), '8');
    twin.aes_key.back() = '9';
    EXPECT_EQ(cipher_of(twin).open(vector.sealed), std::string{vector.message});
}

// The 43 letters of 32 bytes whose unused bits are zero.
std::string written(const std::string& hex)
{
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int waiting = 0;
    for (const char digit : hex + "00") { // only as many of these as the last letter needs
        bits = (bits << 4U) | static_cast<unsigned>(std::stoi(std::string{digit}, nullptr, 16));
        waiting += 4;
        if (waiting >= 6 && out.size() < 43) {
            waiting -= 6;
            out += letters[(bits >> static_cast<unsigned>(waiting)) & 63U];
        }
    }
    return out;
}

TEST(PushCipher, every_known_key_is_the_one_that_was_decoded_elsewhere)
{
    const std::array<const char*, 9> decoded{
        "d76df8e7aefcf74d76df8e7aefcf74d76df8e7aefcf74d76df8e7aefcf74d76d",
        "62e7b411f74de7dd3473571ee5c7fa035e7673adc30ded7cd3c6bad1ce5e71de",
        "e20e63eb8aa5ca5df3bdeb6ac73e638a871daf9f3a7e7db3be3a5af3396cde28",
        "a35c346ae9b8db26a9b65cfc6a59e1c229237778de9f3b7d71bf709b3a6d82eb",
        "e20e63eb8aa5ca5df3bdeb6ac73e638a871daf9f3a7e7db3be3a5af3396cde28",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"};
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        Vector vector = push_vectors()[i];
        vector.secrets.aes_key = written(decoded[i]);
        EXPECT_EQ(cipher_of(vector.secrets).open(vector.sealed), std::string{vector.message})
            << vector.id;
    }
}

TEST(PushCipher, a_changed_byte_anywhere_is_refused_by_the_signature)
{
    const Vector& vector = push_vectors()[1];
    const PushCipher cipher = cipher_of(vector.secrets);
    for (std::string SealedPush::* part : {&SealedPush::signature, &SealedPush::timestamp,
                                           &SealedPush::nonce, &SealedPush::encrypt}) {
        SealedPush forged = vector.sealed;
        (forged.*part)[3] = (forged.*part)[3] == '1' ? '2' : '1';
        EXPECT_EQ(cipher.open(forged).error(), PushFault::signature);
    }
    SealedPush shorter = vector.sealed;
    shorter.signature.pop_back();
    EXPECT_EQ(cipher.open(shorter).error(), PushFault::signature);
}

TEST(PushCipher, another_token_is_refused_before_anything_is_decrypted)
{
    Vector vector = push_vectors()[1];
    vector.secrets.token = "another";
    EXPECT_EQ(cipher_of(vector.secrets).open(vector.sealed).error(), PushFault::signature);
}

TEST(PushCipher, an_event_for_another_application_is_refused)
{
    for (const std::string owner : {"ding6ccabc44d2c8d38c", "ding6ccabc44d2c8d38", ""}) {
        Vector vector = push_vectors()[1];
        vector.secrets.owner_key = owner;
        EXPECT_EQ(cipher_of(vector.secrets).open(vector.sealed).error(), PushFault::owner) << owner;
    }
}

TEST(PushCipher, another_key_does_not_open_it)
{
    Vector vector = push_vectors()[1];
    vector.secrets.aes_key = push_vectors()[0].secrets.aes_key;
    EXPECT_FALSE(cipher_of(vector.secrets).open(vector.sealed));
}

TEST(PushCipher, a_reply_padded_to_16_is_understood)
{
    // Computed with openssl enc -aes-256-cbc: some official libraries pad like this. 16 random
    // bytes, length 7, "success", "ding5" are 32 bytes, padded by 16 bytes of 0x10.
    const PushSecrets secrets{"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                              "ding5"};
    const SealedPush push{"26989b344def855b110d31b17cbe66249c01c3e1", "1767225602000", "n0nce-x1",
                          "4j/AuRx71kQlxVlzbpsMWGszgB2Ug4YeBBGrDKoZgpkDGC91EUJK4azaAHoeByaX"};
    EXPECT_EQ(cipher_of(secrets).open(push), std::string{"success"});
}

TEST(PushCipher, line_breaks_inside_the_base64_are_signed_but_not_decoded)
{
    const PushSecrets secrets{"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                              "dingsandbox00000001"};
    const SealedPush push{
        "d71170c7d3adaf160f28f965b82e90e981d73ef6", "1767225600000", "sandboxN",
        "4j/AuRx71kQlxVlzbpsMWN8XtjwRdOcH+n7e3hsaZgEMcwZUcfF7dIDeZ037cZxfUv67eb5I4Cjs\n"
        "k2cN/gbjrhjLJ1wg60DAhAbChztBZHcSzuaYqfIWglUlcAdnoizI\n"};
    EXPECT_EQ(cipher_of(secrets).open(push), std::string{R"({"EventType":"check_url"})"});
}

TEST(PushCipher, what_is_signed_but_not_whole_blocks_of_base64_is_refused)
{
    const PushSecrets secrets{"t0ken", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "ding5"};
    const std::array<SealedPush, 5> signed_by_hand{{
        {"922ae7751c7f88e036e460ed29604f83b92f0843", "1767225602000", "n", ""},
        {"5b834ddd74970bd1294288453c9148484f0f656b", "1767225602000", "n", "AAAA"},
        {"40aefe8711b5a4b2b0f360b2c435f39537e0f752", "1767225602000", "n", "not base64"},
        {"b08a68f9e1b356f3cebce0e1f7a0326abf96f498", "1767225602000", "n", "AA=A"},
        {"84980445d91d6d1d522276f428d69fc43a2fb2d2", "1767225602000", "n",
         "eHh4eHh4eHh4eHh4eHh4eHh4eHg="},
    }};
    for (const SealedPush& push : signed_by_hand) {
        EXPECT_EQ(cipher_of(secrets).open(push).error(), PushFault::decryption) << push.encrypt;
    }
}

TEST(PushCipher, a_length_beyond_what_was_decrypted_is_refused)
{
    const PushSecrets secrets{"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                              "ding5"};
    const SealedPush push{
        "93a397ffff3d6ab72f9646edaa90d43efdf48a00", "1767225602000", "n0nce-x1",
        "4j/AuRx71kQlxVlzbpsMWHKwiipKfT92M1zhXQQkzYuccOGM4aV/puMY9Zgw6dqbHbZgxbVruRyL+qJg4tItXA=="};
    EXPECT_EQ(cipher_of(secrets).open(push).error(), PushFault::length);
}

TEST(PushCipher, an_aes_key_of_another_shape_is_refused_with_what_to_do)
{
    for (const std::string key : {"", "short", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                                  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH+8"}) {
        const auto cipher = PushCipher::make({"token", key, "ding5"});
        ASSERT_FALSE(cipher) << key;
        EXPECT_EQ(cipher.error().kind, model::ErrorKind::invalid);
        EXPECT_FALSE(cipher.error().hint.empty());
        EXPECT_EQ(key.empty() ? std::string::npos : cipher.error().message.find(key),
                  std::string::npos)
            << "a secret must not stand in a message";
    }
}

} // namespace

} // namespace rosterd::dingtalk
