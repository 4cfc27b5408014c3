-- Run at each start: all of it may be there already.
-- The words between % signs are filled in by start.sh.

CREATE DATABASE IF NOT EXISTS `%DATABASE%` CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS `%DATABASE%`.visits (
  id     BIGINT AUTO_INCREMENT PRIMARY KEY,
  tomcat VARCHAR(500) NOT NULL,
  note   VARCHAR(200) NOT NULL,
  at     TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  INDEX (note)
);

-- Accounts of Tomcats that were withdrawn. See access.sh for the idea.
CREATE DATABASE IF NOT EXISTS lamp_access;

CREATE TABLE IF NOT EXISTS lamp_access.leaving (
  account  VARCHAR(80) NOT NULL,
  host     VARCHAR(60) NOT NULL,
  deadline DATETIME NOT NULL,
  PRIMARY KEY (account, host)
);

DELIMITER //

-- No new session for them.
CREATE OR REPLACE PROCEDURE lamp_access.lock_leaving()
BEGIN
  FOR gone IN (SELECT account, host FROM lamp_access.leaving) DO
    EXECUTE IMMEDIATE CONCAT('ALTER USER IF EXISTS ', QUOTE(gone.account), '@', QUOTE(gone.host), ' ACCOUNT LOCK');
  END FOR;
END //

-- Those without any session left, or out of time, are removed. The named lock keeps this apart from access.sh.
CREATE OR REPLACE PROCEDURE lamp_access.end_leaving()
BEGIN
  IF GET_LOCK('lamp_access', 0) = 1 THEN
    FOR gone IN (
      SELECT l.account, l.host, CONCAT(QUOTE(l.account), '@', QUOTE(l.host)) AS user
        FROM lamp_access.leaving l
       WHERE l.deadline <= NOW()
          OR NOT EXISTS (SELECT 1 FROM information_schema.processlist p
                          WHERE p.user = l.account AND SUBSTRING_INDEX(p.host, ':', 1) = l.host)
    ) DO
      EXECUTE IMMEDIATE CONCAT('DROP USER IF EXISTS ', gone.user);
      EXECUTE IMMEDIATE CONCAT('KILL USER ', gone.user);
      DELETE FROM lamp_access.leaving WHERE account = gone.account AND host = gone.host;
    END FOR;
    DO RELEASE_LOCK('lamp_access');
  END IF;
END //

DELIMITER ;

CREATE OR REPLACE EVENT lamp_access.end_leaving
  ON SCHEDULE EVERY 1 SECOND DO CALL lamp_access.end_leaving();
