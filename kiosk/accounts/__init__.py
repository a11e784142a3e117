"""Who there is: the office and its stations, people, accounts with their roles, the trail of acts."""
