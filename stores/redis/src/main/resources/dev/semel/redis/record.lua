-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Shared beginning of every script: one hash holds the record of one key, and the one moment of the call decides.
--
-- KEYS[1]  the hash
-- ARGV[1]  the moment of the call in epoch milliseconds; empty for the time of this server
-- ARGV[2]  how long a record stays after its end, in milliseconds (purge only, S9)
-- ARGV[3]  '1' if a repeated write must reach the replicas again, for the WAIT that follows
-- ARGV[4]  the claim id of the caller; empty for a read
--
-- Numbers: Redis computes in doubles, which hold integers up to 2^53 exactly. Moments in milliseconds, fences,
-- revisions and attempts stay below; they are written by integer(), since tostring() would give 1.7e+12.
-- S7: Redis runs a script alone, and undoes nothing when a command in it is refused: a right that is missing, a full
-- memory, a replica. So a script reads once, decides, and writes by change() or erase() only.

local KEY = KEYS[1]
local FORMAT = '1'
local POINT = 'point:'
local LARGEST = 9007199254740992
local RANK = { NOT_STARTED = 1, NOT_EXECUTED = 2, UNKNOWN = 3 }
local NUMBERS = { 'fence', 'attempt', 'generation', 'revision', 'claimed_at' }
local TEXTS = { 'claim', 'source', 'algorithm', 'fingerprint' }
local NEEDED = {
  IN_PROGRESS = { 'lease', 'until' },
  RELEASED = { 'ended_at', 'until' },
  COMPLETED = { 'ended_at', 'until' },
  QUARANTINED = { 'ended_at' },
}
local DECIDING = { 'format', 'state', 'claim', 'fence', 'attempt', 'generation', 'revision', 'claimed_at', 'source',
  'algorithm', 'fingerprint', 'certainty', 'lease', 'until', 'ended_at', 'digest', 'points' }

local function integer(number)
  return string.format('%.0f', number)
end

-- The end of a window or retention in epoch seconds, rounded up.
local function second(milliseconds)
  return math.ceil(milliseconds / 1000)
end

-- The error of the script if a command was refused, with the code of the refusal and the name of the command; else nil.
-- Redis 6.2 puts the line of the script before the code, and gives a right that is missing no code.
local function refusal(command, reply)
  if type(reply) ~= 'table' or not reply.err then
    return nil
  end
  local code = string.match(reply.err, '^(%u+)') or string.match(reply.err, '^@user_script: ?%d+: %-(%u+)') or 'ERR'
  if string.find(reply.err, 'The user executing the script can', 1, true) then
    code = 'NOPERM'
  end
  return redis.error_reply(code .. ' ' .. command)
end

local function try(command, ...)
  return refusal(command, redis.pcall(command, KEY, ...))
end

local now = tonumber(ARGV[1])
if not now then
  local time = redis.pcall('TIME')
  if time.err then
    return refusal('TIME', time)
  end
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local stored = redis.pcall('HGETALL', KEY)
local fields = {} -- all that is stored
local record = {} -- what decides: numbers as numbers; absent, foreign and unreadable tell why there are none

local function has_its_points()
  local number = 0
  for name, value in pairs(fields) do
    if string.sub(name, 1, #POINT) == POINT then
      number = number + 1
      if not string.match(value, '^%d+:%d+:%-?%d+:[-=]') then
        return false
      end
    end
  end
  return number == tonumber(fields.points or '0')
end

-- S12: what is not a record of this format decides nothing.
local function is_readable()
  local needed = NEEDED[record.state]
  if record.format ~= FORMAT or not needed then
    return false
  end
  for _, name in ipairs(TEXTS) do
    if not record[name] then
      return false
    end
  end
  if (record.state == 'IN_PROGRESS' or record.state == 'RELEASED') and not RANK[record.certainty] then
    return false
  end
  if record.state == 'COMPLETED' and not record.digest or record.state ~= 'COMPLETED' and not has_its_points() then
    return false
  end
  for _, names in ipairs({ NUMBERS, needed }) do
    for _, name in ipairs(names) do
      local number = string.match(record[name] or '', '^%-?%d+$') and tonumber(record[name])
      if not number or math.abs(number) > LARGEST then
        return false
      end
      record[name] = number
    end
  end
  return true
end

if stored.err then
  local refused = refusal('HGETALL', stored)
  if not string.find(refused.err, 'WRONGTYPE', 1, true) then
    return refused
  end
  record.foreign = true
  record.unreadable = true
else
  for i = 1, #stored, 2 do
    fields[stored[i]] = stored[i + 1]
  end
  for _, name in ipairs(DECIDING) do
    record[name] = fields[name]
  end
  record.absent = #stored == 0
  record.unreadable = not record.absent and not is_readable()
end

local function answer(verdict)
  return { verdict, record.foreign and 'foreign' or stored }
end

-- S9: the end is a comparison; a quarantined record has none.
local function is_over()
  return record.state ~= 'QUARANTINED' and now >= record['until'] * 1000
end

-- S5, S12: a write needs the record of its claim.
local function is_mine()
  return not record.absent and not record.unreadable and record.claim == ARGV[4]
end

-- S5: in progress, neither released nor quarantined nor past its retention.
local function is_unfinished()
  return record.state == 'IN_PROGRESS' and not is_over()
end

-- S6: the record shows the write that is repeated.
local function repeated(verdict)
  return ARGV[3] == '1' and try('HSET', 'format', FORMAT) or answer(verdict)
end

-- TTL: only frees memory. It is relative, so no clock is compared with that of the server.
local function purged_after(epoch_second)
  return { 'PEXPIRE', integer(math.max(epoch_second * 1000 - now, 0) + tonumber(ARGV[2]) + 1) }
end

local NEVER_PURGED = { 'PERSIST' }

-- The names of these fields and of all recovery points.
local function with_points(names)
  local all = { 'points', unpack(names) }
  for name in pairs(fields) do
    if string.sub(name, 1, #POINT) == POINT then
      all[#all + 1] = name
    end
  end
  return all
end

-- Deletes fields; without any field a hash is gone. A refusal comes before the first deletion.
local function erase(names)
  local refused
  for first = 1, #names, 1000 do
    refused = refused or try('HDEL', unpack(names, first, math.min(first + 999, #names)))
  end
  return refused
end

-- S7: the one way to write a record. All commands that it needs are asked for before the first effect: HSET first, the
-- only one that a full memory refuses, and that before the first write of a script only.
-- verdict   the answer
-- set       the fields that are written, data and state together
-- gone      names of the fields that go, if they are there
-- lifetime  the command for the time to live; nil to leave it
local function change(verdict, set, gone, lifetime)
  local written, names, dropped = {}, {}, {}
  for name, value in pairs(set) do
    names[#names + 1] = name
    written[#written + 1] = name
    written[#written + 1] = value
  end
  for _, name in ipairs(gone) do
    if fields[name] and not set[name] then
      dropped[#dropped + 1] = name
    end
  end
  local refused
  if record.absent then
    -- There is nothing to write without effect: the whole record is written, and taken back if it cannot be kept. The
    -- commands of later steps are asked for too, so that nothing runs whose end could not be stored.
    refused = try('HSET', unpack(written))
    if refused then
      return refused
    end
    refused = try('HDEL', 'nothing') or try('PERSIST') or try(unpack(lifetime))
    if refused and try('PEXPIRE', '0') then
      erase(names)
    end
  else
    refused = try('HSET', 'format', FORMAT) or try('HDEL', 'nothing') or lifetime and try(unpack(lifetime))
      or try('HSET', unpack(written)) or erase(dropped)
  end
  if refused then
    return refused
  end
  for name, value in pairs(set) do
    fields[name] = value
  end
  for _, name in ipairs(dropped) do
    fields[name] = nil
  end
  if verdict == 'STORED' then
    fields.data = nil -- the caller has the bytes
  end
  stored = {}
  for name, value in pairs(fields) do
    stored[#stored + 1] = name
    stored[#stored + 1] = value
  end
  return answer(verdict)
end

-- The completion of the caller's claim: of complete and of a resolution with a result.
-- ARGV[5] window in milliseconds, [6] kind, [7] detail, [8] digest, [9] the bytes, [10] '1' if there are any
local function completed()
  local ends = second(now + tonumber(ARGV[5]))
  local set = {
    state = 'COMPLETED',
    revision = integer(record.revision + 1),
    ended_at = integer(now),
    ['until'] = integer(ends),
    result = ARGV[6],
    detail = ARGV[7],
    digest = ARGV[8],
  }
  if ARGV[10] == '1' then
    set.data = ARGV[9]
  end
  return change('STORED', set, with_points({ 'lease', 'certainty', 'reason', 'data' }), purged_after(ends))
end
